package dev.thaw.evaluator.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.bucket.Champion;
import dev.thaw.contract.bucket.Manifest;
import dev.thaw.contract.event.BaseModel;
import dev.thaw.contract.event.CandidateReady;
import dev.thaw.contract.event.EventCodec;
import dev.thaw.contract.event.Split;
import dev.thaw.evaluator.promotion.Lineage;
import dev.thaw.service.tuning.PackedManifest;

class ChangesTest {
    private static final BaseModel BASE = new BaseModel("small", "bases/small/small.keras", "0".repeat(64), null);
    private static final BaseModel OTHER = new BaseModel("large", "bases/large/large.keras", "1".repeat(64), null);

    @Test
    void theSameAgainIsSaidToBeTheSame() throws Exception {
        assertThat(
                Changes.since(before(), candidate(BASE, "seed: 1"), manifest(List.of("good", "scratch"), "a:good", "b:scratch"),
                        lineage(BASE, "1.0")))
                .containsExactly("the same images as version 4 was trained and judged with",
                        "the same plan");
    }

    @Test
    void newLostAndRelabelledImagesLabelsBasePlanAndCodeAreNamed() throws Exception {
        assertThat(Changes.since(before(), candidate(OTHER, "seed: 1\nbatchSize: 8"),
                manifest(List.of("dent", "good"), "a:dent", "c:good", "d:good"), lineage(OTHER, "1.1"))).containsExactly(
                        "2 images are new since version 4, 1 are no longer there, 1 have another label", "new labels: dent",
                        "labels that are gone: scratch", "the base is large, it was small", "the plan differs in batchSize",
                        "the code is of version 1.1, it was 1.0");
    }

    private static Predecessor before() throws IOException {
        return new Predecessor(new Champion("parts", 2, 4, "models/parts/4/", "run-a", Instant.EPOCH), lineage(BASE, "1.0"),
                manifest(List.of("good", "scratch"), "a:good", "b:scratch"), "seed: 1");
    }

    private static Lineage lineage(BaseModel base, String code) {
        return new Lineage("parts", 4, "run-a", 1, "c", "m", base, code, Instant.EPOCH, null);
    }

    private static CandidateReady candidate(BaseModel base, String plan) {
        return new CandidateReady("parts", "run-b", 1, "runs/run-b/1/0-3/", "manifests/parts/2.json", base, plan, List.of(), 1, 0,
                0);
    }

    /** @param images the digit that its hash is made of, a colon, the label */
    private static PackedManifest manifest(List<String> labels, String... images) throws IOException {
        Manifest manifest = new Manifest("parts", 1, labels, new Manifest.ImageSize(8, 8),
                Stream.of(images).map(image -> entry(image.substring(0, 1).repeat(64), image.substring(2))).toList());
        return PackedManifest.read(new ByteArrayInputStream(EventCodec.json().writeValueAsBytes(manifest)));
    }

    private static Manifest.Entry entry(String hash, String label) {
        return new Manifest.Entry(hash, BucketLayout.image("parts", hash), label, Split.TRAIN);
    }
}
