package dev.thaw.platform.run;

import java.time.Instant;
import java.util.List;

import dev.thaw.contract.event.TrainingSignal;

/** What a person tells a run. */
public final class PersonSignal {
    private static final String RULE = "person";

    private PersonSignal() {
    }

    /** For whatever attempt and stage the run is at. */
    public static TrainingSignal of(String dataset, String run, TrainingSignal.Action action, String reason) {
        return new TrainingSignal(dataset, run, 0, -1, action, RULE, reason, null, 0, List.of(), RULE,
                (int) Instant.now().getEpochSecond());
    }
}
