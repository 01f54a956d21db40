package dev.thaw.finetuning.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.thaw.yaml.Reading;

/** {@code docs/plan.md} against the reader: every key that is looked for is on the page with its default, and nothing else is. */
class PlanDocumentTest {
    private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ROW = Pattern.compile("^\\| `([^`]+)` \\| `?(.*?)`? \\|", Pattern.MULTILINE);

    private static String page;

    @BeforeAll
    static void read() throws IOException {
        page = Files.readString(Path.of(System.getProperty("thaw.root"), "docs", "plan.md"));
    }

    @Test
    void every_key_is_on_the_page_with_its_default_and_nothing_else_is() {
        Map<String, String> documented = new TreeMap<>();
        for (Matcher row = ROW.matcher(page); row.find();) {
            assertThat(documented.put(row.group(1), row.group(2))).as(row.group(1) + " stands there once").isNull();
        }

        assertThat(documented).isEqualTo(lookedFor());
    }

    @Test
    void every_example_is_a_plan_and_the_defaults_without_any_are_those_of_the_default_plan() {
        for (String example : examples()) {
            FineTuningPlan plan = PlanReader.read(example);
            assertThat(PlanReader.read(PlanWriter.toYaml(plan))).isEqualTo(plan);
        }
        assertThat(PlanReader.read("""
                stages:
                  - {name: head, thaw: none, learningRate: 1e-3, epochs: 40, patience: 10, schedule: cosine}
                  - {name: top, thaw: {fraction: 0.5}, learningRate: 1e-4, epochs: 6, patience: 3, schedule: cosine}
                """)).isEqualTo(PlanReader.defaultPlan());
    }

    /** What the reader asks for while it reads an empty plan, and then what the examples make it ask for beyond that. */
    private static Map<String, String> lookedFor() {
        Map<String, String> keys = new TreeMap<>(PlanReader.keysOf(""));
        for (String example : examples()) {
            PlanReader.keysOf(example)
                    .forEach((key, fallback) -> keys.putIfAbsent(key.replace("regularization[]", "regularization"),
                            key.equals("stages[].patience") ? "the stage's epochs" : fallback));
        }
        // read only where it is written: one of them says what is thawed
        keys.replaceAll((key, fallback) -> key.matches("stages\\[]\\.thaw\\.(?!except).*") ? Reading.REQUIRED : fallback);
        // its own default is described in words
        keys.remove("stages");
        keys.remove("regularization");
        return keys;
    }

    private static List<String> examples() {
        List<String> examples = new ArrayList<>();
        for (Matcher example = EXAMPLE.matcher(page); example.find();) {
            examples.add(example.group(1));
        }
        return examples;
    }
}
