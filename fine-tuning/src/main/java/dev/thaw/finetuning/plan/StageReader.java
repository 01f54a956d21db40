package dev.thaw.finetuning.plan;

import java.util.List;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

import dev.thaw.yaml.Interval;
import dev.thaw.yaml.Reading;
import dev.thaw.yaml.Section;

/** Reads one stage of a plan. */
final class StageReader {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,62}");
    private static final int MANY = 1_000_000;
    private static final String THAWS = "none, all, {from: LAYER}, {last: 3}, {blocks: 2}, {fraction: 0.25} or {layers: [\"block5_*\"]}, where"
            + " except: [\"*_bn\"] may stand beside one in braces";

    private StageReader() {
    }

    static StagePlan read(Section section) {
        List.of("name", "learningRate", "epochs").forEach(section::required);
        int epochs = section.whole("epochs", 1, 1, MANY);
        StagePlan stage = new StagePlan(
                name(section),
                thaw(section),
                section.number("learningRate", 1, Interval.POSITIVE),
                epochs,
                section.whole("patience", epochs, 1, MANY),
                ScheduleReader.read(section),
                section.number("warmup", 0, Interval.NOT_NEGATIVE),
                section.truth("bank", true));
        if (stage.warmup() >= stage.epochs()) {
            section.mistake("warmup", "must be shorter than the stage, which has " + stage.epochs() + " epochs");
        }
        section.finish();
        return stage;
    }

    private static String name(Section section) {
        String name = section.text("name", "unnamed");
        if (!NAME.matcher(name).matches()) {
            section.mistake("name", "must be letters, digits, - and _, at most 63, not \"" + name + "\"");
        }
        return name;
    }

    private static Thaw thaw(Section section) {
        JsonNode value = section.value("thaw", Reading.REQUIRED);
        if (value.isMissingNode()) {
            section.mistake("thaw", "is missing; say " + THAWS);
            return new Thaw.None();
        }
        if (value.isTextual() && value.textValue().equals("none")) {
            return new Thaw.None();
        }
        if (value.isTextual() && value.textValue().equals("all")) {
            return new Thaw.All();
        }
        if (!value.isObject() || value.size() != (value.has("except") ? 2 : 1)) {
            section.mistake("thaw", "must be " + THAWS + ", not " + Section.shown(value));
            return new Thaw.None();
        }
        Section part = section.section("thaw");
        Thaw thaw = layers(part);
        if (part.has("except")) {
            thaw = new Thaw.Except(thaw, patterns(part, "except"));
        }
        part.finish();
        return thaw;
    }

    private static Thaw layers(Section part) {
        if (part.has("fraction")) {
            return new Thaw.Fraction(part.number("fraction", 1, Interval.SHARE));
        }
        if (part.has("last")) {
            return new Thaw.Last(part.whole("last", 1, 1, MANY));
        }
        if (part.has("blocks")) {
            return new Thaw.Blocks(part.whole("blocks", 1, 1, MANY));
        }
        if (part.has("layers")) {
            return new Thaw.Layers(patterns(part, "layers"));
        }
        part.required("from");
        return new Thaw.From(part.text("from", ""));
    }

    private static List<LayerPattern> patterns(Section part, String key) {
        return part.oneOrMoreTexts(key, List.of()).stream().map(LayerPattern::new).toList();
    }
}
