package dev.thaw.ingest.request;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.thaw.contract.event.TrainingCondition;
import dev.thaw.contract.event.TrainingConsidered;
import dev.thaw.contract.event.TrainingConsidered.Outcome;
import dev.thaw.ingest.dataset.EventRecorder;

/** Says why a run started or did not, whenever that is for another reason than what was said last. */
final class Considerations {
    private final TrainingLedger ledger;
    private final EventRecorder recorder;
    private final Clock clock;

    Considerations(TrainingLedger ledger, EventRecorder recorder, Clock clock) {
        this.ledger = ledger;
        this.recorder = recorder;
        this.clock = clock;
    }

    /** @param run the run that starts or waits, or null */
    void say(String dataset, Outcome outcome, String run, String reason, Standing standing, List<TrainingCondition> conditions)
            throws IOException, InterruptedException {
        Optional<TrainingConsidered> last = ledger.lastConsidered(dataset);
        if (last.isPresent() && same(last.get(), outcome, run, conditions)) {
            return;
        }
        TrainingConsidered considered = new TrainingConsidered(dataset, last.map(TrainingConsidered::number).orElse(0) + 1,
                outcome, run, reason, standing.images(), standing.newImages(), conditions, clock.instant());
        recorder.record(considered);
        ledger.apply(considered, considered.at());
    }

    /** The figures rise with every image; what counts is which of the conditions hold. */
    private static boolean same(TrainingConsidered last, Outcome outcome, String run, List<TrainingCondition> conditions) {
        return last.outcome() == outcome && Objects.equals(last.run(), run)
                && (outcome == Outcome.WAITING || holding(last.conditions()).equals(holding(conditions)));
    }

    private static Set<String> holding(List<TrainingCondition> conditions) {
        return conditions.stream().map(condition -> condition.name() + "=" + condition.met()).collect(Collectors.toSet());
    }
}
