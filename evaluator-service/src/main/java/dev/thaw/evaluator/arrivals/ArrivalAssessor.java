package dev.thaw.evaluator.arrivals;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.Champion;
import dev.thaw.contract.bucket.TriggerPolicy;
import dev.thaw.contract.event.ArrivalsAssessed;
import dev.thaw.evaluator.arrivals.ArrivalLedger.Arrived;
import dev.thaw.evaluator.arrivals.ArrivalLedger.Window;
import dev.thaw.evaluator.promotion.Champions;
import dev.thaw.evaluator.promotion.Lineage;
import dev.thaw.service.tuning.PackedManifest;

/**
 * Tries the champion on the newest images of a data set, none of which its run knew, as soon as there are enough of them that it
 * was not tried on yet. However many have come, one window is looked at: the newest.
 */
public final class ArrivalAssessor {
    private final Bucket bucket;
    private final Champions champions;
    private final ArrivalScoring scoring;
    private final Map<String, PackedManifest> manifests = new HashMap<>();

    public ArrivalAssessor(Bucket bucket, ArrivalScoring scoring) {
        this.bucket = bucket;
        this.champions = new Champions(bucket);
        this.scoring = scoring;
    }

    /** Empty if there is nothing to assess: no champion, or too few new images. */
    public Optional<ArrivalsAssessed> assess(String dataset, TriggerPolicy policy, ArrivalLedger ledger) throws IOException {
        if (ledger.newest(dataset, policy.assessWindow(), 0).isEmpty()) {
            return Optional.empty();
        }
        Optional<Champion> champion = champions.current(dataset);
        if (champion.isEmpty()) {
            return Optional.empty();
        }
        PackedManifest made = manifest(champion.get());
        int after = Math.max(made.known(), ledger.assessed(dataset, champion.get().number()));
        Optional<Window> window = ledger.newest(dataset, policy.assessWindow(), after);
        return window.isEmpty()
                ? Optional.empty()
                : Optional.of(assess(champion.get(), made, window.get(), policy.driftBelow() != null));
    }

    private ArrivalsAssessed assess(Champion champion, PackedManifest made, Window window, boolean drift) throws IOException {
        long begin = System.nanoTime();
        ArrivalScoring.Measured measured = scoring.score(champion, made, window, drift);
        Arrived oldest = window.images().get(0);
        Arrived newest = window.images().get(window.images().size() - 1);
        return new ArrivalsAssessed(window.dataset(), champion.number(), champion.version(), champion.model(),
                newest.partition(), oldest.offset(), newest.offset(), window.images().size(), window.known(),
                measured.accuracy(), measured.drift(), (System.nanoTime() - begin) / 1e9);
    }

    /** Models are immutable; the last one of each data set is kept. */
    private PackedManifest manifest(Champion champion) throws IOException {
        Lineage lineage = Lineage.read(bucket, champion.model());
        PackedManifest known = manifests.get(champion.dataset());
        if (known == null || !lineage.manifest().endsWith("/" + known.header().version() + ".json")) {
            known = PackedManifest.read(bucket, lineage.manifest());
            manifests.put(champion.dataset(), known);
        }
        return known;
    }
}
