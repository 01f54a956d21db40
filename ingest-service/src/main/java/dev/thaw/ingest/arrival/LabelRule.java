package dev.thaw.ingest.arrival;

import java.io.IOException;

import dev.thaw.contract.bucket.DatasetDefinition;
import dev.thaw.contract.event.ImageArrived;
import dev.thaw.contract.event.Rejection;
import dev.thaw.dataset.Labels;
import dev.thaw.image.RejectedException;
import dev.thaw.ingest.dataset.Definitions;

/** Which labels a data set takes, and what becomes of others. */
public final class LabelRule {
    private final Definitions definitions;

    LabelRule(Definitions definitions) {
        this.definitions = definitions;
    }

    /** True if the label is one of the data set's. */
    public static boolean takes(DatasetDefinition definition, String label) {
        return definition.labels() == null || definition.labels().contains(label);
    }

    /** The definition that an arrival is judged by: it takes the label, or grows by it. */
    DatasetDefinition definitionFor(ImageArrived arrival) throws RejectedException, HeldException, IOException {
        DatasetDefinition definition = definitions.find(arrival.dataset())
                .orElseThrow(() -> new RejectedException(Rejection.UNKNOWN_DATASET,
                        "there is no data set " + arrival.dataset() + "; declare it and send the arrival again"));
        if (!Labels.wellFormed(arrival.label())) {
            throw new RejectedException(Rejection.UNKNOWN_LABEL,
                    "a label must be at most 200 characters without line breaks, control characters or blanks around it; send another");
        }
        if (!takes(definition, arrival.label())) {
            // it may have been declared anew a moment ago
            definition = definitions.read(arrival.dataset()).orElse(definition);
        }
        if (!takes(definition, arrival.label())) {
            refuse(definition, arrival.label());
        }
        return definition;
    }

    /** Before an image is stored: its label belongs to the data set from now on, if it did not already. */
    void admit(DatasetDefinition definition, String label) throws IOException, InterruptedException {
        if (!takes(definition, label)) {
            definitions.grow(definition, label);
        }
    }

    private static void refuse(DatasetDefinition definition, String label) throws RejectedException, HeldException {
        String what = "the data set " + definition.dataset() + " has no label \"" + label + "\" but " + definition.labels();
        switch (definition.unknownLabel()) {
            case REJECT -> throw new RejectedException(Rejection.UNKNOWN_LABEL,
                    what + "; declare it anew with that label, or send another");
            case HOLD -> throw new HeldException(what + "; it waits until somebody approves the label");
            case GROW -> {
            }
        }
    }
}
