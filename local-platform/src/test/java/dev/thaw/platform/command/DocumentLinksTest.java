package dev.thaw.platform.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the documents point at is there: tests that are said to prove something, files, headings. */
class DocumentLinksTest {
    private static final Path ROOT = Path.of(System.getProperty("thaw.root"));
    private static final Pattern TEST = Pattern.compile("(?<!@)\\b[A-Z][A-Za-z0-9]*Test\\b");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

    private static List<Path> documents;
    private static Set<String> tests;

    @BeforeAll
    static void look() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            List<Path> all = files.filter(file -> !ROOT.relativize(file).toString().matches("(.*/)?(target|\\.[^/]+)(/.*)?"))
                    .toList();
            documents = all.stream().filter(file -> file.toString().endsWith(".md")).toList();
            tests = all.stream().map(file -> file.getFileName().toString()).filter(name -> name.endsWith("Test.java"))
                    .map(name -> name.substring(0, name.length() - ".java".length())).collect(Collectors.toSet());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Test
    void everyTestThatIsNamedExists() throws IOException {
        List<String> named = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (Path document : documents) {
            for (Matcher test = TEST.matcher(Files.readString(document)); test.find();) {
                named.add(test.group());
                if (!tests.contains(test.group())) {
                    missing.add(ROOT.relativize(document) + ": " + test.group());
                }
            }
        }

        assertThat(missing).isEmpty();
        assertThat(named).as("the promises of docs/reliability.md").contains("PlatformUnderFaultsTest", "SuspensionTest");
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path document : documents) {
            for (Matcher link = LINK.matcher(Files.readString(document)); link.find();) {
                if (!link.group(1).matches("[a-z]+:.*") && !leadsSomewhere(document, link.group(1))) {
                    broken.add(ROOT.relativize(document) + ": " + link.group(1));
                }
            }
        }

        assertThat(broken).isEmpty();
    }

    private static boolean leadsSomewhere(Path document, String link) throws IOException {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]);
        if (!Files.exists(target)) {
            return false;
        }
        return parts.length == 1 || Files.readAllLines(target).stream().filter(line -> line.startsWith("#"))
                .anyMatch(heading -> anchor(heading).equals(parts[1]));
    }

    /** As GitHub makes them. */
    private static String anchor(String heading) {
        return heading.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 _-]", "").replace(' ', '-');
    }
}
