package dev.thaw.ingest.request;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import dev.thaw.contract.bucket.TriggerPolicy;
import dev.thaw.contract.event.TrainingCondition;

/** What a data set's policy says to where it stands: a pure function of the two and the time. */
record Trigger(List<TrainingCondition> conditions) {

    Trigger {
        conditions = List.copyOf(conditions);
    }

    static Trigger look(TriggerPolicy policy, Standing standing, Instant now) {
        List<TrainingCondition> conditions = new ArrayList<>();
        if (policy.newImages() > 0) {
            conditions.add(newImages(policy, standing));
        }
        if (policy.everySeconds() > 0) {
            Instant since = standing.lastRun() == null ? standing.oldestNew() : standing.lastRun();
            conditions.add(after("elapsed", "since the last run", policy.everySeconds(), since, standing, now));
        }
        if (policy.maximumWaitSeconds() > 0) {
            conditions.add(after("maximum-wait", "that the oldest new image has waited", policy.maximumWaitSeconds(),
                    standing.oldestNew(), standing, now));
        }
        if (policy.accuracyBelow() != null) {
            conditions.add(accuracy(policy.accuracyBelow(), standing));
        }
        if (policy.driftBelow() != null) {
            conditions.add(drift(policy.driftBelow(), standing));
        }
        return new Trigger(conditions);
    }

    /** Whether anything wants a run. */
    boolean met() {
        return conditions.stream().anyMatch(TrainingCondition::met);
    }

    /** What wants a run, or what was looked at if nothing does, in words. */
    String reason() {
        boolean met = met();
        return conditions.stream().filter(condition -> condition.met() == met).map(TrainingCondition::detail)
                .collect(Collectors.joining("; "));
    }

    private static TrainingCondition newImages(TriggerPolicy policy, Standing standing) {
        int count = standing.newImages();
        boolean met = count >= policy.newImages();
        return new TrainingCondition("new-images", met, (double) count, (double) policy.newImages(),
                count + " new images since the last training (trigger.newImages is " + policy.newImages() + ")");
    }

    /** Time alone is no reason to train the same images again: something new must be there. */
    private static TrainingCondition after(String name, String what, long seconds, Instant since, Standing standing,
            Instant now) {
        if (since == null || standing.newImages() == 0) {
            return new TrainingCondition(name, false, null, (double) seconds, "no new images");
        }
        double passed = Duration.between(since, now).toMillis() / 1000.0;
        return new TrainingCondition(name, passed >= seconds, passed, (double) seconds,
                String.format(Locale.ROOT, "%.0f s %s, with %d new images (at most %d s)", passed, what, standing.newImages(),
                        seconds));
    }

    private static TrainingCondition accuracy(double floor, Standing standing) {
        if (standing.assessed() == null) {
            return new TrainingCondition("accuracy", false, null, floor, "the champion was not tried on new images yet");
        }
        double accuracy = standing.assessed().accuracy();
        return new TrainingCondition("accuracy", accuracy < floor, accuracy, floor,
                String.format(Locale.ROOT, "the champion's accuracy on the newest %d images is %.4f (the floor is %s)",
                        standing.assessed().images(), accuracy, floor));
    }

    private static TrainingCondition drift(double least, Standing standing) {
        if (standing.assessed() == null || standing.assessed().drift() == null) {
            return new TrainingCondition("drift", false, null, least, "new images were not compared with the champion's yet");
        }
        double p = standing.assessed().drift().pValue();
        return new TrainingCondition("drift", p < least, p, least,
                String.format(Locale.ROOT,
                        "the newest %d images look like the champion's training images with p = %.4f (at least %s is usual)",
                        standing.assessed().images(), p, least));
    }
}
