package dev.thaw.ingest.dataset;

import java.util.Locale;

import dev.thaw.contract.bucket.DatasetDefinition;
import dev.thaw.contract.event.Split;
import dev.thaw.image.PictureSignature;

/**
 * Which split an image belongs to: a pure function of the data set, what the split is drawn from, the shares and the sender's wish.
 * Order of arrival and other images play no part, so that any instance at any time decides the same. It is drawn from the image's
 * group; without one from the look that it nearly always shares with its copies; without that from its hash.
 */
public final class SplitRule {

    private SplitRule() {
    }

    /**
     * @param drawnFrom the image's group, look or hash
     * @param wish VALIDATION and TEST are kept; TRAIN gives the definition's share to the validation; null gives their shares to
     *        test and validation
     */
    public static Split assign(DatasetDefinition definition, String drawnFrom, Split wish) {
        double draw = draw(definition.dataset(), drawnFrom);
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

    /** What the split of an image without a group is drawn from. */
    public static String look(PictureSignature signature) {
        return String.format(Locale.ROOT, "look:%04x", signature.look());
    }

    /** Uniform in [0, 1): the first 53 bits of SHA-256 over both names. */
    static double draw(String dataset, String drawnFrom) {
        return HashDraw.of(dataset + "/" + drawnFrom);
    }
}
