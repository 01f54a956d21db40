package dev.thaw.platform.dataset;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.thaw.contract.bucket.DatasetDefinition;
import dev.thaw.contract.bucket.TrainingPolicy;
import dev.thaw.contract.bucket.TriggerPolicy;

/** A definition in a few lines for people. */
public final class DefinitionText {

    private DefinitionText() {
    }

    public static List<String> lines(DatasetDefinition definition) {
        return List.of(
                "  labels   " + (definition.labels() == null
                        ? "open"
                        : String.join(", ", definition.labels()) + "; others: " + lower(definition.unknownLabel())),
                "  images   " + definition.imageSize().height() + " x " + definition.imageSize().width() + ", "
                        + lower(definition.resize()),
                "  split    validation " + definition.split().validation() + ", test " + definition.split().test() + ", group "
                        + definition.split().group(),
                "  trigger  " + trigger(definition.trigger()),
                "  training " + training(definition.training()),
                "  base     " + definition.base().name(),
                "  plan     " + (definition.plan() == null ? "the default plan" : "its own"));
    }

    private static String trigger(TriggerPolicy trigger) {
        List<String> conditions = new ArrayList<>();
        if (trigger.newImages() > 0) {
            conditions.add(trigger.newImages() + " new images");
        }
        if (trigger.everySeconds() > 0) {
            conditions.add("every " + time(trigger.everySeconds()));
        }
        if (trigger.accuracyBelow() != null) {
            conditions.add("accuracy below " + trigger.accuracyBelow());
        }
        if (trigger.driftBelow() != null) {
            conditions.add("drift below " + trigger.driftBelow());
        }
        if (trigger.maximumWaitSeconds() > 0) {
            conditions.add("an image has waited " + time(trigger.maximumWaitSeconds()));
        }
        return (conditions.isEmpty() ? "only when somebody asks" : String.join(", or ", conditions))
                + (trigger.perClass() > 0 ? "; at least " + trigger.perClass() + " of each class" : "");
    }

    private static String training(TrainingPolicy training) {
        String data = switch (training.data()) {
            case ALL -> "all images";
            case NEWEST -> "the newest " + training.newest();
            case REPLAY -> "new images with " + training.replay() + " old ones each";
        };
        return data + ", from the " + lower(training.start());
    }

    private static String time(long seconds) {
        return Duration.ofSeconds(seconds).toString().substring(2).toLowerCase(Locale.ROOT);
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
