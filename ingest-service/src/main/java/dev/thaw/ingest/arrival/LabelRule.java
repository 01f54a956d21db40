package dev.thaw.ingest.arrival;

import dev.thaw.contract.bucket.DatasetDefinition;
import dev.thaw.contract.event.Rejection;
import dev.thaw.image.RejectedException;

/** Which labels a data set takes. */
final class LabelRule {
    private static final int LONGEST = 200;

    private LabelRule() {
    }

    /** Labels are written one a line and shown to people. */
    static void check(String label) throws RejectedException {
        if (label.length() > LONGEST || !label.equals(label.strip())) {
            throw new RejectedException(Rejection.UNKNOWN_LABEL, "a label must be at most " + LONGEST
                    + " characters without blanks around it; send another");
        }
    }

    static boolean takes(DatasetDefinition definition, String label) {
        return definition.labels() == null || definition.labels().contains(label);
    }
}
