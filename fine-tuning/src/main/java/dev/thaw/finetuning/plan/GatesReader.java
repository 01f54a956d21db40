package dev.thaw.finetuning.plan;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads what a candidate must be. */
final class GatesReader {

    private GatesReader() {
    }

    static GatesPlan read(PlanSection section, GatesPlan standard) {
        GatesPlan gates = new GatesPlan(
                section.choice("rule", standard.rule(), GatesPlan.Rule.class),
                section.number("margin", standard.margin(), Range.BELOW_ONE),
                section.number("confidence", standard.confidence(), Range.FRACTION),
                section.number("recall", standard.recall(), Range.UP_TO_ONE),
                recallOf(section, standard),
                section.number("newLabelRecall", standard.newLabelRecall(), Range.UP_TO_ONE),
                section.number("calibrationError", standard.calibrationError(), Range.UP_TO_ONE),
                section.number("megabytes", standard.megabytes(), Range.NOT_NEGATIVE),
                section.number("milliseconds", standard.milliseconds(), Range.NOT_NEGATIVE));
        section.finish();
        return gates;
    }

    private static Map<String, Double> recallOf(PlanSection section, GatesPlan standard) {
        JsonNode value = section.value("recallOf", standard.recallOf());
        if (value.isMissingNode()) {
            return standard.recallOf();
        }
        if (!value.isObject()) {
            section.mistake("recallOf", "must be a mapping of labels to numbers, not " + PlanSection.shown(value));
            return standard.recallOf();
        }
        return section.numbers("recallOf", Range.UP_TO_ONE);
    }
}
