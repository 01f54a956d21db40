package dev.thaw.evaluator.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.bucket.Champion;
import dev.thaw.contract.bucket.ModelObjects;
import dev.thaw.contract.event.EventCodec;
import dev.thaw.contract.event.ModelDecided;
import dev.thaw.evaluator.promotion.Lineage;
import dev.thaw.service.tuning.PackedManifest;

/** The champion that was in force when a candidate was judged. @param plan as YAML */
record Predecessor(Champion champion, Lineage lineage, PackedManifest manifest, String plan) {

    /** Empty if there was none, or its objects are not there any more. */
    static Optional<Predecessor> of(ModelDecided decided, Bucket bucket) throws IOException {
        // a promotion names the candidate's own pointer
        int number = decided.outcome() == ModelDecided.Outcome.PROMOTED ? decided.champion() - 1 : decided.champion();
        if (number < 1) {
            return Optional.empty();
        }
        try {
            Champion champion = EventCodec.json().readValue(bucket.get(BucketLayout.champion(decided.dataset(), number)),
                    Champion.class);
            Lineage lineage = Lineage.read(bucket, champion.model());
            return Optional.of(new Predecessor(champion, lineage, PackedManifest.read(bucket, lineage.manifest()),
                    new String(bucket.get(champion.model() + ModelObjects.PLAN), StandardCharsets.UTF_8)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** For people. */
    String name() {
        return "number " + champion.number() + ": version " + champion.version() + " of run " + champion.run();
    }
}
