package dev.thaw.finetuning.plan;

import com.fasterxml.jackson.databind.JsonNode;

import dev.thaw.yaml.Interval;
import dev.thaw.yaml.Section;

/** Reads how a stage's learning rate moves. */
final class ScheduleReader {
    private static final String FORMS = "constant, cosine, {step: {every: 10, factor: 0.1}}, {exponential: {factor: 0.9}} or {plateau: {patience: 3}}";
    private static final int MANY = 1_000_000;

    private ScheduleReader() {
    }

    static Schedule read(Section stage) {
        JsonNode value = stage.value("schedule", "constant");
        if (value.isMissingNode() || value.isTextual() && value.textValue().equals("constant")) {
            return new Schedule.Constant();
        }
        if (value.isTextual() && value.textValue().equals("cosine")) {
            return new Schedule.Cosine();
        }
        if (!value.isObject() || value.size() != 1) {
            stage.mistake("schedule", "must be " + FORMS + ", not " + Section.shown(value));
            return new Schedule.Constant();
        }
        Section section = stage.section("schedule");
        Schedule schedule;
        if (section.has("step")) {
            Section step = section.section("step");
            schedule = new Schedule.Step(step.whole("every", 10, 1, MANY), step.number("factor", 0.1, Interval.FRACTION));
            step.finish();
        } else if (section.has("exponential")) {
            Section exponential = section.section("exponential");
            schedule = new Schedule.Exponential(exponential.number("factor", 0.9, Interval.FRACTION));
            exponential.finish();
        } else {
            section.has("plateau");
            Section plateau = section.section("plateau");
            schedule = new Schedule.Plateau(plateau.number("factor", 0.1, Interval.FRACTION),
                    plateau.whole("patience", 3, 1, MANY), plateau.number("minDelta", 1e-4, Interval.NOT_NEGATIVE));
            plateau.finish();
        }
        section.finish();
        return schedule;
    }
}
