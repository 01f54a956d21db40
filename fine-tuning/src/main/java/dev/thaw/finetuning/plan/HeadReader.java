package dev.thaw.finetuning.plan;

import dev.thaw.finetuning.plan.HeadPlan.Hidden;
import dev.thaw.finetuning.plan.HeadPlan.HiddenActivation;
import dev.thaw.yaml.Element;
import dev.thaw.yaml.Interval;
import dev.thaw.yaml.Section;

/** Reads the new classifier of a plan. */
final class HeadReader {
    private static final int MANY = 1_000_000;

    private HeadReader() {
    }

    static HeadPlan read(Section section, HeadPlan standard) {
        HeadPlan head = new HeadPlan(
                section.choice("pooling", standard.pooling(), HeadPlan.Pooling.class),
                section.number("spatialDropout", standard.spatialDropout(), Interval.BELOW_ONE),
                section.list("hidden", standard.hidden(), HeadReader::hidden),
                section.number("dropout", standard.dropout(), Interval.BELOW_ONE),
                section.choice("output", standard.output(), HeadPlan.Output.class));
        section.finish();
        return head;
    }

    /** A number is a layer of so many units with nothing special about it. */
    private static Hidden hidden(Element element) {
        if (!element.isMapping()) {
            return new Hidden(element.whole(1, 1, MANY), HiddenActivation.RELU, 0);
        }
        Section section = element.section();
        section.required("units");
        Hidden hidden = new Hidden(section.whole("units", 1, 1, MANY),
                section.choice("activation", HiddenActivation.RELU, HiddenActivation.class),
                section.number("dropout", 0, Interval.BELOW_ONE));
        section.finish();
        return hidden;
    }
}
