package dev.thaw.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The names that somebody may have meant, by Levenshtein distance; capitals do not count. */
public final class NearestNames {

    private NearestNames() {
    }

    /** At most {@code count} of the names, the nearest first, however far. */
    public static List<String> to(String wanted, Collection<String> names, int count) {
        return names.stream()
                .sorted(Comparator.comparingInt((String name) -> distance(wanted, name)).thenComparing(name -> name))
                .limit(count)
                .toList();
    }

    /** To be put behind a sentence: asks for the nearest name if half of what was written speaks for it; else nothing. */
    public static String asked(String wanted, Collection<String> names) {
        return to(wanted, names, 1).stream().filter(name -> distance(wanted, name) <= Math.max(2, wanted.length() / 2))
                .map(name -> "; did you mean " + name + "?").findFirst().orElse("");
    }

    static int distance(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(substituted, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
