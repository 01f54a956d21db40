package dev.thaw.trainer;

import java.util.Locale;

import dev.thaw.contract.event.RunState;
import io.micrometer.core.instrument.MeterRegistry;

/** What the trainer counts. */
final class TrainerMetrics {
    private final MeterRegistry registry;

    TrainerMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** A signal was dealt with. @param outcome "obeyed", or why it was ignored */
    void signal(String outcome) {
        registry.counter("thaw.trainer.signals", "outcome", outcome).increment();
    }

    /** A run left the trainer in that state. */
    void ended(RunState.State state) {
        registry.counter("thaw.trainer.runs", "state", state.name().toLowerCase(Locale.ROOT)).increment();
    }
}
