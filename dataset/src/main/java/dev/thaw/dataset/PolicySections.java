package dev.thaw.dataset;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

import dev.thaw.contract.bucket.SplitPolicy;
import dev.thaw.contract.bucket.TrainingPolicy;
import dev.thaw.contract.bucket.TriggerPolicy;
import dev.thaw.yaml.Interval;
import dev.thaw.yaml.Section;

/** The sections that say how a data set is divided, when it is trained and on what; the same in a file and in the bucket. */
final class PolicySections {
    private static final int MANY = 1_000_000_000;
    private static final long LONG = Duration.ofDays(3650).toSeconds();
    private static final Pattern SHORT = Pattern.compile("(\\d{1,9})(s|m|h|d)");

    private static final Interval UP_TO_THOUSAND = new Interval(0, true, 1000, true);

    private PolicySections() {
    }

    static SplitPolicy split(Section section) {
        SplitPolicy usual = SplitPolicy.usual();
        double validation = section.number("validation", usual.validation(), Interval.UP_TO_HALF);
        double test = section.number("test", usual.test(), Interval.UP_TO_HALF);
        String group = section.text("group", usual.group());
        SplitPolicy.Copies copies = section.choice("copies", usual.copies(), SplitPolicy.Copies.class);
        try {
            return new SplitPolicy(validation, test, group, copies);
        } catch (IllegalArgumentException e) {
            section.mistake("group", "must be none, source, series or field:NAME, not \"" + group + "\"");
            return usual;
        }
    }

    /** @param seconds whether times are numbers of seconds, as in the bucket, or texts such as 24h, as in a file */
    static TriggerPolicy trigger(Section section, boolean seconds) {
        int newImages = section.whole("newImages", 0, 0, MANY);
        long every = seconds ? section.whole("everySeconds", 0L, 0, LONG) : time(section, "every");
        int perClass = section.whole("perClass", 0, 0, MANY);
        Double accuracyBelow = section.numberIfAny("accuracyBelow", Interval.FRACTION);
        int window = section.whole("assessWindow", TriggerPolicy.USUAL_WINDOW, seconds ? 0 : 20, MANY);
        if (seconds && window > 0 && window < 20) {
            section.mistake("assessWindow", "must be at least 20, not " + window);
            window = TriggerPolicy.USUAL_WINDOW;
        }
        Double driftBelow = section.numberIfAny("driftBelow", Interval.FRACTION);
        long maximumWait = seconds ? section.whole("maximumWaitSeconds", 0L, 0, LONG) : time(section, "maximumWait");
        return new TriggerPolicy(newImages, every, perClass, accuracyBelow, window, driftBelow, maximumWait);
    }

    static TrainingPolicy training(Section section) {
        TrainingPolicy usual = TrainingPolicy.usual();
        TrainingPolicy.Data data = section.choice("data", usual.data(), TrainingPolicy.Data.class);
        boolean given = section.has("newest");
        int newest = section.whole("newest", 0, 0, MANY);
        double replay = section.number("replay", 0, UP_TO_THOUSAND);
        TrainingPolicy.Start start = section.choice("start", usual.start(), TrainingPolicy.Start.class);
        if (data == TrainingPolicy.Data.NEWEST && newest < 1) {
            section.mistake("newest", given ? "must be at least 1 with data: newest" : "is missing: how many, with data: newest");
            return usual;
        }
        if (data != TrainingPolicy.Data.NEWEST && newest > 0) {
            section.mistake("newest", "is for data: newest; leave it out");
        }
        if (data != TrainingPolicy.Data.REPLAY && replay > 0) {
            section.mistake("replay", "is for data: replay; leave it out");
        }
        return new TrainingPolicy(data, newest, replay, start);
    }

    private static long time(Section section, String key) {
        JsonNode value = section.value(key, 0);
        if (value.isMissingNode() || value.isIntegralNumber() && value.longValue() == 0) {
            return 0;
        }
        long seconds = value.isTextual() ? seconds(value.textValue()) : -1;
        if (seconds < 0 || seconds > LONG) {
            section.mistake(key,
                    "must be a time such as 30m, 24h, 7d or PT36H, of at most ten years, not " + Section.shown(value));
            return 0;
        }
        return seconds;
    }

    private static long seconds(String text) {
        Matcher brief = SHORT.matcher(text);
        if (brief.matches()) {
            long number = Long.parseLong(brief.group(1));
            return switch (brief.group(2)) {
                case "s" -> number;
                case "m" -> number * 60;
                case "h" -> number * 3600;
                default -> number * 86_400;
            };
        }
        try {
            return Duration.parse(text).toSeconds();
        } catch (DateTimeParseException e) {
            return -1;
        }
    }
}
