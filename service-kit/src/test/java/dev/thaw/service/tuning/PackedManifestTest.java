package dev.thaw.service.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.bucket.Manifest;
import dev.thaw.contract.bucket.Selection;
import dev.thaw.contract.bucket.TrainingPolicy;
import dev.thaw.contract.event.EventCodec;
import dev.thaw.contract.event.Split;
import dev.thaw.contract.event.Withheld;
import dev.thaw.finetuning.training.TrainingImage;

class PackedManifestTest {
    private static final String A = "a".repeat(64);
    private static final String B = "b".repeat(64);
    private static final String C = "c".repeat(64);

    @Test
    void saysWhatTheManifestSays() throws IOException {
        // given: labels that are met in another order than they are listed in
        Manifest manifest = manifest(List.of("cat", "dog", "owl"), image(A, "owl", Split.TRAIN), image(B, "cat", Split.TEST),
                image(C, "owl", Split.VALIDATION));

        // when
        PackedManifest packed = packed(manifest);

        // then
        assertThat(packed.header()).isEqualTo(manifest.header());
        assertThat(packed.images()).containsExactly(
                new TrainingImage(A, 2, dev.thaw.finetuning.training.Split.TRAIN),
                new TrainingImage(B, 0, dev.thaw.finetuning.training.Split.TEST),
                new TrainingImage(C, 2, dev.thaw.finetuning.training.Split.VALIDATION));
        assertThat(packed.label(1)).isEqualTo("cat");
    }

    @Test
    void knowsHowManyImagesTheDataSetHad() throws IOException {
        assertThat(packed(withOneImageAndOneWithheld(null)).known()).isEqualTo(2);
        assertThat(packed(withOneImageAndOneWithheld(new Selection(TrainingPolicy.Data.NEWEST, 70, 0, 1, 0))).known())
                .isEqualTo(71);
    }

    @Test
    void refusesWhatIsNoImageOfItsDataSet() {
        Manifest.Entry good = image(A, "a", Split.TRAIN);
        for (Manifest.Entry entry : List.of(new Manifest.Entry(B, BucketLayout.image("others", B), "a", Split.TRAIN),
                new Manifest.Entry(B, BucketLayout.image("tints", C), "a", Split.TRAIN),
                new Manifest.Entry(B, "../claims/1.json", "a", Split.TRAIN), new Manifest.Entry(B, null, "a", Split.TRAIN),
                new Manifest.Entry(B, BucketLayout.image("tints", B), "a", null),
                new Manifest.Entry(null, BucketLayout.image("tints", B), "a", Split.TRAIN),
                new Manifest.Entry("../../../outside", "images/tints/../../../outside.png", "a", Split.TRAIN))) {
            for (Manifest manifest : List.of(manifest(List.of("a"), entry), manifest(List.of("a"), good, entry))) {
                assertThatThrownBy(() -> packed(manifest)).isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("no image of that data set");
            }
        }
    }

    @Test
    void refusesALabelThatItDoesNotList() {
        assertThatThrownBy(() -> packed(manifest(List.of("a"), image(A, "b", Split.TRAIN))))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("an image of the label b");
    }

    private static Manifest withOneImageAndOneWithheld(Selection selection) {
        return new Manifest("tints", 1, List.of("a"), new Manifest.ImageSize(1, 2), List.of(image(A, "a", Split.TRAIN)),
                selection,
                List.of(new Withheld(C, Withheld.Reason.BALANCE, null)));
    }

    private static PackedManifest packed(Manifest manifest) throws IOException {
        return PackedManifest.read(new ByteArrayInputStream(EventCodec.json().writeValueAsBytes(manifest)));
    }

    private static Manifest manifest(List<String> labels, Manifest.Entry... images) {
        return new Manifest("tints", 1, labels, new Manifest.ImageSize(1, 2), List.of(images));
    }

    private static Manifest.Entry image(String hash, String label, Split split) {
        return new Manifest.Entry(hash, BucketLayout.image("tints", hash), label, split);
    }
}
