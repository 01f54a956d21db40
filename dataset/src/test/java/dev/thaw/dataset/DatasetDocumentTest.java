package dev.thaw.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code docs/datasets.md} against the reader: every key that is looked for is on the page with its default, and nothing else is. */
class DatasetDocumentTest {
    private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ROW = Pattern.compile("^\\| `([a-zA-Z0-9.]+)` \\| `?(.*?)`? \\|", Pattern.MULTILINE);

    private static String page;
    private static FileContext context;

    @BeforeAll
    static void read() throws IOException {
        Path docs = Path.of(System.getProperty("thaw.root"), "docs");
        page = Files.readString(docs.resolve("datasets.md"));
        context = new PlanFiles(docs, plan -> List.of());
    }

    @Test
    void everyKeyIsOnThePageWithItsDefaultAndNothingElseIs() {
        Map<String, String> documented = new TreeMap<>();
        for (Matcher row = ROW.matcher(page); row.find();) {
            assertThat(documented.put(row.group(1), row.group(2))).as(row.group(1) + " stands there once").isNull();
        }

        // with every section that a file may have
        Map<String, String> lookedFor = DatasetFileReader.keysOf(example(), context);

        assertThat(documented).isEqualTo(lookedFor);
    }

    @Test
    void theExampleIsADataSet() {
        DatasetFile file = DatasetFileReader.read("the example", example(), context);

        assertThat(file.dataset()).isEqualTo("flowers");
        assertThat(file.plan()).contains("margin: 0.01");
    }

    private static String example() {
        Matcher example = EXAMPLE.matcher(page);
        assertThat(example.find()).isTrue();
        return example.group(1);
    }
}
