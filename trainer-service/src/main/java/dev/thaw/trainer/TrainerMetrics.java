package dev.thaw.trainer;

import java.time.Duration;
import java.util.Locale;

import dev.thaw.contract.event.RunState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What the trainer counts. */
final class TrainerMetrics {
    private final MeterRegistry registry;
    private final Counter staleSignals;

    TrainerMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.staleSignals = Counter.builder("thaw.trainer.signals.stale")
                .description("stop signals that were for another attempt or stage").register(registry);
    }

    void staleSignal() {
        staleSignals.increment();
    }

    /** A run left the trainer in that state. */
    void ended(RunState.State state) {
        registry.counter("thaw.trainer.runs", "state", state.name().toLowerCase(Locale.ROOT)).increment();
    }

    void stageEnded(Duration duration) {
        registry.timer("thaw.trainer.stage").record(duration);
    }
}
