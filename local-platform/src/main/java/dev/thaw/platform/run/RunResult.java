package dev.thaw.platform.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.thaw.contract.bucket.ModelObjects;
import dev.thaw.contract.event.CandidateEvaluated;
import dev.thaw.contract.event.CandidateReady;
import dev.thaw.contract.event.ClassMetrics;
import dev.thaw.contract.event.Metrics;
import dev.thaw.contract.event.ModelDecided;
import dev.thaw.contract.event.StageReport;
import dev.thaw.platform.dataset.ArrivalCounts;

/**
 * What a run came to, as it stands in the result file.
 *
 * @param manifest the object key of the manifest
 */
public record RunResult(String run, String dataset, String manifest, Base base, Images images, List<Stage> stages,
        FeatureBank featureBank, Test test, Decision decision, Model model, Seconds seconds) {

    /** The base model. */
    public record Base(String name, String sha256) {
    }

    /** The images that were sent, what became of them, and the splits of the manifest. */
    public record Images(long arrived, long ingested, long rejected, long duplicates, long train, long validation, long test) {
    }

    /** Loss and accuracy on the validation split. */
    public record Validation(Double loss, Double accuracy) {
    }

    /** @param penalties by term, its value at the end of the stage */
    public record Stage(String name, long trainableParameters, long totalParameters, int epochs, int bestEpoch,
            String stoppedBy, double seconds, Validation validation, boolean frozenLayersUnchanged,
            Map<String, Double> penalties) {

        static Stage of(StageReport report) {
            return new Stage(report.name(), report.trainableParameters(), report.totalParameters(), report.epochs(),
                    report.bestEpoch(), report.stoppedBy(), report.seconds(),
                    new Validation(report.validationLoss(), report.validationAccuracy()), report.frozenLayersUnchanged(),
                    report.penalties());
        }
    }

    /** Activations that were found, and that had to be computed. */
    public record FeatureBank(long hits, long misses) {
    }

    /** The candidate on the test split. @param confusion rows are the true classes, in the order of {@code perClass} */
    public record Test(long images, Double loss, double accuracy, List<ClassMetrics> perClass, List<List<Long>> confusion) {

        static Test of(Metrics metrics) {
            return new Test(metrics.images(), metrics.loss(), metrics.accuracy(), metrics.perClass(), metrics.confusion());
        }
    }

    /** What the evaluator decided. */
    public record Decision(ModelDecided.Outcome outcome, String reason, String gate, Double championAccuracy) {
    }

    /**
     * @param path of the copy of model.keras on this machine
     * @param onnx that of model.onnx
     * @param labels in the order of the network's outputs
     * @param report the path of the run's report; null if there is none
     */
    public record Model(int version, String path, String onnx, List<String> labels, String report) {
    }

    /** Wall-clock seconds of the command and of its phases. */
    public record Seconds(double total, double platform, double ingest, double train, double evaluate) {
    }

    /** Puts together what the topics and the bucket tell of a decided run. */
    static RunResult of(RunHistory history, SplitCounts manifest, ArrivalCounts arrivals, Path model, Seconds seconds) {
        CandidateReady candidate = history.candidate().orElseThrow();
        CandidateEvaluated test = history.test().orElseThrow();
        ModelDecided decision = history.decision().orElseThrow();
        return new RunResult(history.run(), candidate.dataset(), candidate.manifest(),
                new Base(candidate.base().name(), candidate.base().sha256()),
                new Images(arrivals.arrived(), arrivals.ingested(), arrivals.rejected(), arrivals.duplicates(),
                        manifest.train(), manifest.validation(), manifest.test()),
                candidate.stages().stream().map(Stage::of).toList(),
                new FeatureBank(candidate.bankHits(), candidate.bankMisses()), Test.of(test.metrics()),
                new Decision(decision.outcome(), decision.reason(), decision.gate(), decision.championAccuracy()),
                new Model(decision.version(), model.toString(), model.resolveSibling(ModelObjects.ONNX).toString(),
                        manifest.labels(),
                        decision.report() == null ? null : model.resolveSibling(ModelObjects.REPORT).toString()),
                seconds);
    }
}
