package dev.thaw.finetuning.plan;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import dev.thaw.yaml.Interval;
import dev.thaw.yaml.Section;

/** Reads what a candidate must be. */
final class GatesReader {

    private GatesReader() {
    }

    static GatesPlan read(Section section, GatesPlan standard) {
        GatesPlan gates = new GatesPlan(
                section.choice("rule", standard.rule(), GatesPlan.Rule.class),
                section.number("margin", standard.margin(), Interval.BELOW_ONE),
                section.number("confidence", standard.confidence(), Interval.FRACTION),
                section.number("recall", standard.recall(), Interval.UP_TO_ONE),
                recallOf(section, standard),
                section.number("newLabelRecall", standard.newLabelRecall(), Interval.UP_TO_ONE),
                section.number("calibrationError", standard.calibrationError(), Interval.UP_TO_ONE),
                section.number("megabytes", standard.megabytes(), Interval.NOT_NEGATIVE),
                section.number("milliseconds", standard.milliseconds(), Interval.NOT_NEGATIVE));
        section.finish();
        return gates;
    }

    private static Map<String, Double> recallOf(Section section, GatesPlan standard) {
        JsonNode value = section.value("recallOf", standard.recallOf());
        if (value.isMissingNode()) {
            return standard.recallOf();
        }
        if (!value.isObject()) {
            section.mistake("recallOf", "must be a mapping of labels to numbers, not " + Section.shown(value));
            return standard.recallOf();
        }
        return section.numbers("recallOf", Interval.UP_TO_ONE);
    }
}
