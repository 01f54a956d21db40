package dev.thaw.finetuning.plan;

/** Reads the section {@code earlyStopping}. */
final class EarlyStoppingReader {
    private static final int MANY = 1_000_000;

    private EarlyStoppingReader() {
    }

    static EarlyStoppingPlan read(PlanSection section, EarlyStoppingPlan standard) {
        EarlyStoppingPlan stopping = new EarlyStoppingPlan(
                section.choice("metric", standard.metric(), EarlyStoppingPlan.Metric.class),
                section.number("minDelta", standard.minDelta(), Range.NOT_NEGATIVE),
                section.number("target", standard.target(), Range.NOT_NEGATIVE),
                section.number("gap", standard.gap(), Range.NOT_NEGATIVE),
                section.integer("gapEpochs", standard.gapEpochs(), 1, MANY),
                section.number("stageSeconds", standard.stageSeconds(), Range.NOT_NEGATIVE),
                section.number("runSeconds", standard.runSeconds(), Range.NOT_NEGATIVE),
                section.integer("runEpochs", standard.runEpochs(), 0, MANY));
        if (stopping.metric() != EarlyStoppingPlan.Metric.LOSS && stopping.target() > 1) {
            section.mistake("target", "must be at most 1, since that is the best " + stopping.metric().title() + " there is");
        }
        section.finish();
        return stopping;
    }
}
