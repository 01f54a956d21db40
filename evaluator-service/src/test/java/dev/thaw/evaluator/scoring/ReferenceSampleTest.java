package dev.thaw.evaluator.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.bucket.Manifest;
import dev.thaw.contract.event.EventCodec;
import dev.thaw.contract.event.Split;
import dev.thaw.service.tuning.PackedManifest;

class ReferenceSampleTest {

    @Test
    void hasTwiceAsManyOfEachLabelValidationFirstAndNoneToTestOn() throws IOException {
        // given: ten of each label and split
        List<Manifest.Entry> images = new ArrayList<>();
        for (String label : List.of("cat", "dog", "owl")) {
            for (Split split : Split.values()) {
                for (int i = 0; i < 10; i++) {
                    String hash = String.format("%064x", images.size());
                    images.add(new Manifest.Entry(hash, BucketLayout.image("pets", hash), label, split));
                }
            }
        }

        // when
        Manifest made = new Manifest("pets", 1, List.of("cat", "dog", "owl"), new Manifest.ImageSize(8, 8), images);
        List<String> chosen = ReferenceSample.of(
                PackedManifest.read(new ByteArrayInputStream(EventCodec.json().writeValueAsBytes(made))), labels(7, 3));
        List<Manifest.Entry> sample = images.stream().filter(image -> chosen.contains(image.sha256())).toList();

        // then
        assertThat(chosen).doesNotHaveDuplicates().hasSize(20);
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
