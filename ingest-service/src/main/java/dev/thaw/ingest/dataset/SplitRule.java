package dev.thaw.ingest.dataset;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

import dev.thaw.contract.bucket.DatasetDefinition;
import dev.thaw.contract.event.Split;

/**
 * Which split an image belongs to: a pure function of the data set, the image's hash, the shares and the sender's wish.
 * Order of arrival and other images play no part, so that any instance at any time decides the same.
 */
public final class SplitRule {

    private SplitRule() {
    }

    /**
     * @param sha256 of the stored image
     * @param wish VALIDATION and TEST are kept; TRAIN gives the definition's share to the validation; null gives their shares to
     *        test and validation
     */
    public static Split assign(DatasetDefinition definition, String sha256, Split wish) {
        double draw = draw(definition.dataset(), sha256);
        if (wish == null) {
            double test = definition.split().test();
            if (draw < test) {
                return Split.TEST;
            }
            // the validation share is a share of what is not test
            return (draw - test) / (1 - test) < definition.split().validation() ? Split.VALIDATION : Split.TRAIN;
        }
        return switch (wish) {
            case TEST, VALIDATION -> wish;
            case TRAIN -> draw < definition.split().validation() ? Split.VALIDATION : Split.TRAIN;
        };
    }

    /** Uniform in [0, 1): the first 53 bits of SHA-256 over both names. */
    static double draw(String dataset, String sha256) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((dataset + "/" + sha256).getBytes(StandardCharsets.UTF_8));
            return (ByteBuffer.wrap(digest).getLong() >>> 11) * 0x1.0p-53;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
