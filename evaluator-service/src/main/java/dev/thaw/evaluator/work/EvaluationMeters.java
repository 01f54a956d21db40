package dev.thaw.evaluator.work;

import java.time.Duration;
import java.util.Locale;

import io.micrometer.core.instrument.MeterRegistry;

/** What the evaluator counts. */
public final class EvaluationMeters {
    private final MeterRegistry registry;

    public EvaluationMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** A checkpoint is dealt with. */
    public void checkpoint(CheckpointOutcome outcome) {
        registry.counter("thaw.evaluator.checkpoints", "outcome", outcome.name().toLowerCase(Locale.ROOT)).increment();
    }

    /** @param split "validation" or "test" */
    public void scored(String split, Duration duration) {
        registry.timer("thaw.evaluator.scoring", "split", split).record(duration);
    }

    /** @param rule what stopped the stage */
    public void stopSignal(String rule) {
        registry.counter("thaw.evaluator.stop.signals", "rule", rule).increment();
    }

    /**
     * @param outcome "promoted", "refused", "rolled_back", "declined" or "failed"
     * @param gate the gate that refused, or "none"
     */
    public void decision(String outcome, String gate) {
        registry.counter("thaw.evaluator.decisions", "outcome", outcome, "gate", gate).increment();
    }

    /** What became of a checkpoint: scored; scored before; of an attempt that another has replaced; not readable. */
    public enum CheckpointOutcome {
        SCORED,
        KNOWN,
        FENCED_OFF,
        FAILED
    }
}
