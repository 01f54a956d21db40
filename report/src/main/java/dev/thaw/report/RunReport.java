package dev.thaw.report;

import java.util.List;

/**
 * All that a report tells of a run. Texts are taken as they are: whatever they hold, the page shows them as text.
 *
 * @param changes what is different from the champion before, one sentence each
 * @param score of the candidate on the test split
 * @param comparison with the champion before; null if there was none, or the two could not be compared
 * @param calibration on the test split; null if it was not measured
 * @param mistakes the most confident wrong answers on the test split, the worst first
 * @param serving what it takes to serve the model, one sentence each; may be empty
 * @param omitted what is not on the page, and why, one sentence each
 */
public record RunReport(Subject subject, Decision decision, List<String> changes, Score score, Comparison comparison,
        Calibration calibration, List<Mistake> mistakes, Request request, DataUsed data, List<Stage> stages, Lineage lineage,
        List<String> serving, List<String> omitted) {

    public RunReport {
        changes = List.copyOf(changes);
        mistakes = List.copyOf(mistakes);
        stages = List.copyOf(stages);
        serving = List.copyOf(serving);
        omitted = List.copyOf(omitted);
    }

    /** What the report is about. */
    public record Subject(String dataset, String run, int version) {
    }

    /**
     * Why the run started and what it was to do.
     *
     * @param reason who asked, or which trigger; null if the request is not known any more
     * @param start what the weights were at the beginning, for people
     * @param plan as YAML, complete
     * @param trainSeconds how long it trained
     * @param evaluateSeconds how long it took to be scored, exported and checked
     * @param activationsFound in the feature bank
     * @param activationsComputed because they were not there
     */
    public record Request(String reason, String start, String plan, double trainSeconds, double evaluateSeconds,
            long activationsFound,
            long activationsComputed) {
    }

    /**
     * A wrong answer.
     *
     * @param picture null if there was no room for it
     * @param image the image's hash
     * @param probability of the predicted label
     * @param truthProbability of the true one
     */
    public record Mistake(Picture picture, String image, String truth, String predicted, double probability,
            double truthProbability) {
        private static final int SHORT = 12;

        /** Enough of the hash to find the image by. */
        public String shortImage() {
            return image.substring(0, Math.min(SHORT, image.length()));
        }
    }

    /**
     * Where the model comes from.
     *
     * @param manifest the object key of the manifest
     * @param checkpoint the prefix of the exported checkpoint's objects
     * @param championBefore what was in force before, for people; null if nothing was
     * @param created when the candidate was exported, as text
     */
    public record Lineage(String manifest, String base, String baseObject, String baseSha256, String run, int attempt,
            String checkpoint, String model, String codeVersion, String championBefore, String created) {
    }
}
