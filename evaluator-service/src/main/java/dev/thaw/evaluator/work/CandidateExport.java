package dev.thaw.evaluator.work;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.bucket.ModelObjects;
import dev.thaw.contract.event.CandidateReady;
import dev.thaw.contract.event.EventCodec;
import dev.thaw.evaluator.promotion.KnownPredictions;
import dev.thaw.evaluator.promotion.Lineage;
import dev.thaw.evaluator.promotion.Measured;
import dev.thaw.evaluator.promotion.ModelVersions;
import dev.thaw.evaluator.store.ScratchDirectory;
import dev.thaw.finetuning.training.CheckpointFormat;

/**
 * Makes a candidate a model in the bucket: lineage first (it gives the version), metrics last (they say that all is there).
 * Done again after a crash, it goes on where it was.
 */
public final class CandidateExport {
    private static final int COPIES = 3;
    private static final Map<String, String> CONTENT_TYPES = Map.of(".keras", "application/zip", ".onnx",
            "application/octet-stream", ".txt",
            "text/plain; charset=utf-8", ".yaml", "application/yaml", ".json", "application/json");
    private final Bucket bucket;
    private final KnownPredictions predictions;
    private final CandidateScoring scoring;
    private final EvaluationMeters meters;
    private final Clock clock;
    private final String codeVersion;

    /** @param codeVersion goes into the lineage */
    public CandidateExport(Bucket bucket, CandidateScoring scoring, EvaluationMeters meters, Clock clock, String codeVersion) {
        this.bucket = bucket;
        this.predictions = new KnownPredictions(bucket);
        this.scoring = scoring;
        this.meters = meters;
        this.clock = clock;
        this.codeVersion = codeVersion;
    }

    /**
     * A model that is in the bucket with all its objects.
     *
     * @param said of the test images
     */
    public record Exported(Lineage lineage, ModelReport report, KnownPredictions.Said said) {

        /** The prefix of its objects. */
        public String prefix() {
            return BucketLayout.model(lineage.dataset(), lineage.version());
        }

        /** What it is judged by. */
        public Measured measured() {
            return new Measured(report.test(), said.labels(), said.predictions(), report.export(), report.footprint());
        }
    }

    /** Scores the candidate on the test split and exports it, unless that was done before. */
    public Exported export(CandidateReady candidate) throws IOException {
        Lineage lineage = new ModelVersions(bucket).allocate(new Lineage(candidate.dataset(), 0, candidate.run(),
                candidate.attempt(), candidate.checkpoint(), candidate.manifest(), candidate.base(), codeVersion,
                clock.instant(), candidate.start()));
        String prefix = BucketLayout.model(lineage.dataset(), lineage.version());
        if (bucket.size(prefix + ModelObjects.METRICS) < 0) {
            scoreAndStore(candidate, lineage, prefix);
        }
        return new Exported(lineage, EventCodec.json().readValue(bucket.get(prefix + ModelObjects.METRICS), ModelReport.class),
                predictions.of(lineage.dataset(), lineage.version(), lineage.run()));
    }

    private void scoreAndStore(CandidateReady candidate, Lineage lineage, String prefix) throws IOException {
        long begin = System.nanoTime();
        // the Keras file twice while it is packed, the ONNX file, and the little ones
        long bytes = COPIES * Math.max(0, bucket.size(lineage.checkpoint() + CheckpointFormat.WEIGHTS));
        try (ScratchDirectory scratch = ScratchDirectory.withRoomFor(bytes, "the model " + prefix)) {
            ScoredCandidate scored = scoring.score(candidate, lineage.checkpoint(), scratch.path());
            for (Path file : scored.files()) {
                String name = file.getFileName().toString();
                bucket.put(prefix + name, file, CONTENT_TYPES.get(name.substring(name.lastIndexOf('.'))));
            }
            bucket.put(prefix + ModelObjects.PLAN, candidate.plan().getBytes(StandardCharsets.UTF_8), CONTENT_TYPES.get(".yaml"));
            Duration duration = Duration.ofNanos(System.nanoTime() - begin);
            Measured measured = scored.measured();
            predictions.keep(lineage.dataset(), lineage.version(), lineage.run(),
                    new KnownPredictions.Said(measured.labels(), measured.predictions()));
            ModelReport report = new ModelReport(measured.test(), measured.export(), candidate.stages(), candidate.seconds(),
                    duration.toNanos() / 1e9, measured.footprint(), scored.byGroup(), scored.byWindow());
            // of two evaluators at it the first is believed, so that both go on with the same figures
            bucket.putIfAbsent(prefix + ModelObjects.METRICS,
                    EventCodec.json().writerWithDefaultPrettyPrinter().writeValueAsBytes(report),
                    CONTENT_TYPES.get(".json"));
            meters.scored("test", duration);
        }
    }
}
