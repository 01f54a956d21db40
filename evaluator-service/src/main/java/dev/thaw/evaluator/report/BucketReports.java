package dev.thaw.evaluator.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import org.jboss.logging.Logger;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.ModelObjects;
import dev.thaw.contract.event.CandidateReady;
import dev.thaw.contract.event.ModelDecided;
import dev.thaw.evaluator.scoring.RunMaterial;
import dev.thaw.evaluator.work.CandidateExport.Exported;
import dev.thaw.evaluator.work.CandidateReports;
import dev.thaw.report.html.HtmlReport;

/** Puts reports into the bucket: {@code models/<data set>/<version>/report.html}. */
public final class BucketReports implements CandidateReports {
    private static final Logger LOG = Logger.getLogger(BucketReports.class);
    private static final String CONTENT_TYPE = "text/html; charset=utf-8";

    private final Bucket bucket;
    private final Materials materials;
    private final RunStories stories;
    private final HtmlReport pages = new HtmlReport();

    public BucketReports(Bucket bucket, Materials materials, RunStories stories) {
        this.bucket = bucket;
        this.materials = materials;
        this.stories = stories;
    }

    /** Knows what runs are made of. */
    @FunctionalInterface
    public interface Materials {
        RunMaterial of(CandidateReady candidate) throws IOException;
    }

    @Override
    public Optional<String> write(CandidateReady candidate, Exported model, ModelDecided decided) {
        String key = model.prefix() + ModelObjects.REPORT;
        try {
            String page = pages.page(new ReportAssembler(bucket).report(candidate, model, decided, materials.of(candidate),
                    stories.of(candidate.dataset(), candidate.run())));
            bucket.put(key, page.getBytes(StandardCharsets.UTF_8), CONTENT_TYPE);
            return Optional.of(key);
        } catch (Exception e) {
            // whatever it is, it must not keep a decision from being told
            LOG.warnf(e, "version %d of %s has no report, because it could not be written: %s", model.lineage().version(),
                    candidate.dataset(), e.getMessage());
            return Optional.empty();
        }
    }
}
