package dev.thaw.ingest.dataset;

import java.util.Optional;

import dev.thaw.contract.bucket.SplitPolicy;
import dev.thaw.contract.event.ImageArrived;

/** Which group an arrival belongs to: all images of a group share one split. */
public final class GroupRule {

    private GroupRule() {
    }

    /** The group's name with its kind, such as "series:7"; empty if there is no rule, or the arrival does not say what it asks for. */
    public static Optional<String> group(SplitPolicy policy, ImageArrived arrival) {
        String rule = policy.group();
        if (rule.equals(SplitPolicy.NONE)) {
            return Optional.empty();
        }
        if (rule.equals(SplitPolicy.SOURCE)) {
            return named(rule + ":", arrival.source());
        }
        if (rule.equals(SplitPolicy.SERIES)) {
            return named(rule + ":", arrival.series());
        }
        return named(rule + "=", arrival.fields().get(rule.substring(SplitPolicy.FIELD.length())));
    }

    private static Optional<String> named(String kind, String name) {
        return name == null || name.isBlank() ? Optional.empty() : Optional.of(kind + name);
    }
}
