package dev.thaw.evaluator.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.thaw.contract.bucket.Manifest;
import dev.thaw.contract.event.Split;

class ReferenceSampleTest {

    @Test
    void hasTwiceAsManyOfEachLabelValidationFirstAndNoneToTestOn() {
        // given: ten of each label and split
        List<Manifest.Entry> images = new ArrayList<>();
        for (String label : List.of("cat", "dog", "owl")) {
            for (Split split : Split.values()) {
                for (int i = 0; i < 10; i++) {
                    images.add(new Manifest.Entry(String.format("%064x", images.size()), "object", label, split));
                }
            }
        }

        // when
        List<Manifest.Entry> sample = ReferenceSample.of(
                new Manifest("pets", 1, List.of("cat", "dog", "owl"), new Manifest.ImageSize(8, 8), images),
                labels(7, 3));

        // then
        assertThat(sample).filteredOn(image -> image.label().equals("cat")).hasSize(14)
                .filteredOn(image -> image.split() == Split.VALIDATION).hasSize(10);
        assertThat(sample).filteredOn(image -> image.label().equals("dog")).hasSize(6)
                .allMatch(image -> image.split() == Split.VALIDATION);
        assertThat(sample).noneMatch(image -> image.split() == Split.TEST || image.label().equals("owl"));
    }

    private static List<String> labels(int cats, int dogs) {
        List<String> labels = new ArrayList<>(Collections.nCopies(cats, "cat"));
        labels.addAll(Collections.nCopies(dogs, "dog"));
        labels.add("newt");
        return labels;
    }
}
