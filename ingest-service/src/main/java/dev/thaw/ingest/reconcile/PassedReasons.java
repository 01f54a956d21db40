package dev.thaw.ingest.reconcile;

import java.io.IOException;
import java.util.Optional;

import dev.thaw.contract.bucket.DatasetDefinition;
import dev.thaw.contract.bucket.UnknownLabel;
import dev.thaw.contract.event.ImageHeld;
import dev.thaw.contract.event.ImageRejected;
import dev.thaw.dataset.Labels;
import dev.thaw.ingest.arrival.LabelRule;
import dev.thaw.ingest.dataset.Definitions;

/** Whether what kept an image out of its data set has passed since. */
public final class PassedReasons {
    private final Definitions definitions;

    public PassedReasons(Definitions definitions) {
        this.definitions = definitions;
    }

    /** @param rejected an answer to an object that is in the bucket now */
    boolean passed(ImageRejected rejected) throws IOException {
        return switch (rejected.reason()) {
            case UNKNOWN_DATASET -> definitions.find(rejected.dataset()).isPresent();
            case UNKNOWN_LABEL -> rejected.label() != null && Labels.wellFormed(rejected.label())
                    && waitsNoLonger(rejected.dataset(), rejected.label(), UnknownLabel.REJECT);
            case MISSING_OBJECT -> true;
            case LABEL_CONFLICT, EMPTY, TOO_LARGE, TOO_MANY_PIXELS, UNSUPPORTED_FORMAT, CORRUPT, TOO_SLOW -> false;
        };
    }

    boolean passed(ImageHeld held) throws IOException {
        return waitsNoLonger(held.arrival().dataset(), held.arrival().label(), UnknownLabel.HOLD);
    }

    private boolean waitsNoLonger(String dataset, String label, UnknownLabel policy) throws IOException {
        Optional<DatasetDefinition> definition = definitions.find(dataset);
        return definition.isPresent()
                && (LabelRule.takes(definition.get(), label) || definition.get().unknownLabel() != policy);
    }
}
