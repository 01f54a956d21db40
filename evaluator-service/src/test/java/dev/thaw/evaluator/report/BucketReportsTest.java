package dev.thaw.evaluator.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.thaw.contract.event.BaseModel;
import dev.thaw.contract.event.CandidateReady;
import dev.thaw.contract.event.Metrics;
import dev.thaw.contract.event.ModelDecided;
import dev.thaw.contract.event.Split;
import dev.thaw.evaluator.promotion.ExportCheck;
import dev.thaw.evaluator.promotion.KnownPredictions.Said;
import dev.thaw.evaluator.promotion.Lineage;
import dev.thaw.evaluator.work.CandidateExport.Exported;
import dev.thaw.evaluator.work.ModelReport;
import dev.thaw.testkit.MemoryBucket;

class BucketReportsTest {
    private static final BaseModel BASE = new BaseModel("small", "bases/small/small.keras", "0".repeat(64), null);
    private final MemoryBucket bucket = new MemoryBucket();

    @Test
    void whateverKeepsAReportFromBeingWrittenItOnlyMeansThatThereIsNone() throws IOException {
        for (RuntimeException trouble : List.of(new IllegalStateException("a topic is gone"), new NullPointerException())) {
            BucketReports reports = new BucketReports(bucket, candidate -> {
                throw new IOException("the S3 server does not answer");
            }, (dataset, run) -> {
                throw trouble;
            });

            assertThat(reports.write(candidate(), model(), decided())).isEmpty();
        }
        assertThat(bucket.list("")).isEmpty();
    }

    private static CandidateReady candidate() {
        return new CandidateReady("parts", "run-a", 1, "runs/run-a/1/0-3/", "manifests/parts/1.json", BASE, "seed: 1", List.of(),
                1,
                0, 0);
    }

    private static Exported model() {
        return new Exported(
                new Lineage("parts", 1, "run-a", 1, "runs/run-a/1/0-3/", "manifests/parts/1.json", BASE, "1.0", Instant.EPOCH,
                        null),
                new ModelReport(new Metrics(Split.TEST, 0, null, 0, List.of(), List.of()), new ExportCheck(0, List.of()),
                        List.of(), 1,
                        1, null, List.of(), List.of()),
                new Said(List.of("good"), List.of()));
    }

    private static ModelDecided decided() {
        return new ModelDecided("parts", "run-a", ModelDecided.Outcome.PROMOTED, "the first model", null, 1, "models/parts/1/", 1,
                0.9, null);
    }
}
