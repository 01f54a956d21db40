package dev.thaw.evaluator.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.thaw.contract.bucket.Manifest;
import dev.thaw.contract.event.EventCodec;
import dev.thaw.contract.event.Origin;
import dev.thaw.contract.event.Split;
import dev.thaw.evaluator.work.SliceMetrics;
import dev.thaw.finetuning.evaluation.Prediction;
import dev.thaw.testkit.MemoryBucket;

class TestSlicesTest {
    private final List<Manifest.Entry> entries = new ArrayList<>();
    private final List<Prediction> predictions = new ArrayList<>();

    @Test
    void testImagesAreCountedByGroupAndThoseWithoutOneAreLeftOut() throws IOException {
        image(1, "series:7", null, true);
        image(2, "series:7", null, false);
        image(3, "series:8", null, true);
        image(4, null, null, true);

        assertThat(slices().byGroup(predictions)).extracting(SliceMetrics::name, SliceMetrics::images, SliceMetrics::accuracy)
                .containsExactly(tuple("series:7", 2L, 0.5),
                        tuple("series:8", 1L, 1.0));
    }

    @Test
    void theWindowsOfArrivalAreQuartersOfEachPartitionInItsOrder() throws IOException {
        // given: eight images of one partition, listed from the last that came, of which the two oldest are wrong; one of another
        for (int i = 8; i >= 1; i--) {
            image(i, null, new Origin("images.arrived", 0, i * 100L), i > 2);
        }
        image(9, null, new Origin("images.arrived", 1, 5), true);

        // when
        List<SliceMetrics> windows = slices().byWindow(predictions);

        // then
        assertThat(windows).extracting(SliceMetrics::name).containsExactly(
                "images.arrived/0, 1 of 4, offsets 100 to 200", "images.arrived/0, 2 of 4, offsets 300 to 400",
                "images.arrived/0, 3 of 4, offsets 500 to 600", "images.arrived/0, 4 of 4, offsets 700 to 800",
                "images.arrived/1, 1 of 1, offsets 5 to 5");
        assertThat(windows).extracting(SliceMetrics::accuracy).containsExactly(0.0, 1.0, 1.0, 1.0, 1.0);
    }

    private TestSlices slices() throws IOException {
        MemoryBucket bucket = new MemoryBucket();
        entries.sort(Comparator.comparing(Manifest.Entry::sha256));
        bucket.put("manifest", EventCodec.json().writeValueAsBytes(
                new Manifest("parts", 1, List.of("good", "scratch"), new Manifest.ImageSize(8, 8), entries)), "application/json");
        return TestSlices.read(bucket, "manifest");
    }

    private void image(int number, String group, Origin origin, boolean right) {
        String hash = String.format("%064x", number);
        entries.add(new Manifest.Entry(hash, "images/parts/" + hash + ".png", "good", Split.TEST, group, origin));
        predictions.add(new Prediction(hash, 0, right ? List.of(0.9f, 0.1f) : List.of(0.1f, 0.9f)));
    }
}
