package dev.thaw.evaluator.work;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.event.CandidateReady;
import dev.thaw.contract.event.EventCodec;
import dev.thaw.evaluator.promotion.Lineage;
import dev.thaw.evaluator.promotion.ModelVersions;

/**
 * Makes a candidate a model in the bucket: lineage first (it gives the version), metrics last (they say that all is there).
 * Done again after a crash, it goes on where it was.
 */
public final class CandidateExport {
    private static final String METRICS = "metrics.json";
    private static final Map<String, String> CONTENT_TYPES = Map.of(".keras", "application/zip", ".onnx",
            "application/octet-stream", ".txt",
            "text/plain; charset=utf-8", ".yaml", "application/yaml", ".json", "application/json");
    private final Bucket bucket;
    private final CandidateScoring scoring;
    private final EvaluationMeters meters;
    private final Clock clock;
    private final String codeVersion;

    /** @param codeVersion goes into the lineage */
    public CandidateExport(Bucket bucket, CandidateScoring scoring, EvaluationMeters meters, Clock clock, String codeVersion) {
        this.bucket = bucket;
        this.scoring = scoring;
        this.meters = meters;
        this.clock = clock;
        this.codeVersion = codeVersion;
    }

    /** A model that is in the bucket with all its objects. */
    public record Exported(Lineage lineage, ModelReport report) {

        /** The prefix of its objects. */
        public String prefix() {
            return BucketLayout.model(lineage.dataset(), lineage.version());
        }
    }

    /** Scores the candidate on the test split and exports it, unless that was done before. */
    public Exported export(CandidateReady candidate) throws IOException {
        Lineage lineage = new ModelVersions(bucket).allocate(new Lineage(candidate.dataset(), 0, candidate.run(),
                candidate.attempt(), candidate.checkpoint(), candidate.manifest(), candidate.base(), codeVersion,
                clock.instant(), candidate.start()));
        String prefix = BucketLayout.model(lineage.dataset(), lineage.version());
        try {
            return new Exported(lineage, EventCodec.json().readValue(bucket.get(prefix + METRICS), ModelReport.class));
        } catch (NoSuchFileException e) {
            return new Exported(lineage, scoreAndStore(candidate, lineage.checkpoint(), prefix));
        }
    }

    private ModelReport scoreAndStore(CandidateReady candidate, String checkpoint, String prefix) throws IOException {
        long begin = System.nanoTime();
        Path directory = Files.createTempDirectory("thaw-model");
        try {
            ScoredCandidate scored = scoring.score(candidate, checkpoint, directory);
            for (Path file : scored.files()) {
                String name = file.getFileName().toString();
                bucket.put(prefix + name, file, CONTENT_TYPES.get(name.substring(name.lastIndexOf('.'))));
            }
            bucket.put(prefix + "plan.yaml", candidate.plan().getBytes(StandardCharsets.UTF_8), CONTENT_TYPES.get(".yaml"));
            Duration duration = Duration.ofNanos(System.nanoTime() - begin);
            ModelReport report = new ModelReport(scored.test(), scored.export(), candidate.stages(), candidate.seconds(),
                    duration.toNanos() / 1e9);
            bucket.put(prefix + METRICS, EventCodec.json().writerWithDefaultPrettyPrinter().writeValueAsBytes(report),
                    CONTENT_TYPES.get(".json"));
            meters.scored("test", duration);
            return report;
        } finally {
            delete(directory);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
