package dev.thaw.finetuning.plan;

import dev.thaw.yaml.Interval;
import dev.thaw.yaml.Section;

/** Reads the section {@code earlyStopping}. */
final class EarlyStoppingReader {
    private static final int MANY = 1_000_000;

    private EarlyStoppingReader() {
    }

    static EarlyStoppingPlan read(Section section, EarlyStoppingPlan standard) {
        EarlyStoppingPlan stopping = new EarlyStoppingPlan(
                section.choice("metric", standard.metric(), EarlyStoppingPlan.Metric.class),
                section.number("minDelta", standard.minDelta(), Interval.NOT_NEGATIVE),
                section.number("target", standard.target(), Interval.NOT_NEGATIVE),
                section.number("gap", standard.gap(), Interval.NOT_NEGATIVE),
                section.whole("gapEpochs", standard.gapEpochs(), 1, MANY),
                section.number("stageSeconds", standard.stageSeconds(), Interval.NOT_NEGATIVE),
                section.number("runSeconds", standard.runSeconds(), Interval.NOT_NEGATIVE),
                section.whole("runEpochs", standard.runEpochs(), 0, MANY));
        if (stopping.metric() != EarlyStoppingPlan.Metric.LOSS && stopping.target() > 1) {
            section.mistake("target", "must be at most 1, since that is the best " + stopping.metric().title() + " there is");
        }
        section.finish();
        return stopping;
    }
}
