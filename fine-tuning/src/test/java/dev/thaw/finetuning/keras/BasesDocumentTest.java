package dev.thaw.finetuning.keras;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import dev.thaw.finetuning.keras.applications.Application;
import dev.thaw.finetuning.keras.applications.Applications;
import dev.thaw.finetuning.keras.published.PublishedCatalogue;
import dev.thaw.finetuning.keras.published.PublishedWeights;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.ParameterCounts;

/** The table of docs/bases.md says what the catalogue has. */
class BasesDocumentTest {

    @Test
    void theTableOfNamesIsTheCatalogue() throws IOException {
        List<String> rows = Files.readAllLines(Path.of(System.getProperty("thaw.root"), "docs", "bases.md")).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| name")).toList();

        List<String> expected = new ArrayList<>();
        for (Application application : Applications.all()) {
            expected.add(row(application));
        }
        assertThat(rows).containsExactlyElementsOf(expected);
    }

    private static String row(Application application) {
        Network network = application.backbone(application.size(), application.size());
        List<PublishedWeights> published = PublishedCatalogue.all().stream()
                .filter(weights -> weights.application() == application).toList();
        String sizes = published.stream().map(PublishedWeights::size).sorted(Comparator.reverseOrder()).map(String::valueOf)
                .collect(Collectors.joining(", "));
        String preprocessing = PreprocessingRecognition.of(network).orElseThrow().name().toLowerCase(Locale.ROOT);
        return String.format(Locale.ROOT, "| %s | %s | %s | %,d | %s |", application.name(), sizes,
                preprocessing.equals("none") ? "none (built in)" : preprocessing, ParameterCounts.of(network).total(),
                published.get(0).md5() == null ? "no" : "MD5");
    }
}
