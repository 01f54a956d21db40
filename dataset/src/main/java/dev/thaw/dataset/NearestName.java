package dev.thaw.dataset;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The name that somebody may have meant: the nearest by Levenshtein distance, if it is near at all. */
final class NearestName {

    private NearestName() {
    }

    static Optional<String> of(String wanted, Collection<String> names) {
        return names.stream().filter(name -> distance(wanted, name) <= Math.max(2, wanted.length() / 2))
                .min(Comparator.comparingInt((String name) -> distance(wanted, name)).thenComparing(name -> name));
    }

    /** To be put behind a sentence: a question, or nothing. */
    static String asked(String wanted, Collection<String> names) {
        return of(wanted, names).map(name -> "; did you mean " + name + "?").orElse("");
    }

    private static int distance(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
