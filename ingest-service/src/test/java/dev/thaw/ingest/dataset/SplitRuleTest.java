package dev.thaw.ingest.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import dev.thaw.contract.bucket.DatasetDefinition;
import dev.thaw.contract.bucket.Manifest.ImageSize;
import dev.thaw.contract.bucket.SplitPolicy;
import dev.thaw.contract.event.Split;
import dev.thaw.ingest.World;

class SplitRuleTest {
    /** The first 53 bits of SHA-256("leaves/abab..."), computed with Python's hashlib. */
    private static final double PINNED = 0.17494787482241447;
    private static final int IMAGES = 20_000;
    private final DatasetDefinition definition = new DatasetDefinition("leaves", 1, null, new ImageSize(8, 8),
            DatasetDefinition.Resize.SQUASH, SplitPolicy.shares(0.25, 0.2), null, World.BASE, null, null, null);
    private final Random random = new Random(7);

    @Test
    void withoutAWishTheSharesAreKept() {
        Map<Split, Integer> counts = counts(null);

        assertThat(counts.get(Split.TEST) / (double) IMAGES).isCloseTo(0.2, within(0.01));
        assertThat(counts.get(Split.VALIDATION) / (double) IMAGES).isCloseTo(0.25 * 0.8, within(0.01));
    }

    @Test
    void trainingImagesGiveTheirShareToTheValidation() {
        Map<Split, Integer> counts = counts(Split.TRAIN);

        assertThat(counts).doesNotContainKey(Split.TEST);
        assertThat(counts.get(Split.VALIDATION) / (double) IMAGES).isCloseTo(0.25, within(0.01));
    }

    @Test
    void wishesForTestAndValidationAreKept() {
        assertThat(counts(Split.TEST)).containsOnly(Map.entry(Split.TEST, IMAGES));
        assertThat(counts(Split.VALIDATION)).containsOnly(Map.entry(Split.VALIDATION, IMAGES));
    }

    @Test
    void theDecisionNeverChanges() {
        // pinned: another value would move images of existing data sets to another split
        assertThat(SplitRule.draw("leaves", "ab".repeat(32))).isEqualTo(PINNED);
    }

    private Map<Split, Integer> counts(Split wish) {
        Map<Split, Integer> counts = new EnumMap<>(Split.class);
        byte[] hash = new byte[32];
        for (int i = 0; i < IMAGES; i++) {
            random.nextBytes(hash);
            counts.merge(SplitRule.assign(definition, HexFormat.of().formatHex(hash), wish), 1, Integer::sum);
        }
        return counts;
    }
}
