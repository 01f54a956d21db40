package dev.thaw.platform.run;

import java.time.Instant;

import dev.thaw.contract.event.ModelDecided;

/**
 * A model as the topics tell it.
 *
 * @param model the prefix of its objects in the bucket
 * @param accuracy on the test split; null if that was not told
 * @param loss on the test split; null if it is not finite, or was not told
 * @param decision the last about this model; null: none yet
 * @param gate the first gate that refused it; null if none did
 * @param by who decided; null: the gates
 * @param champion whether it is in use now
 * @param championSince since when; null if it is not
 */
public record ModelEntry(String dataset, int version, String run, String model, Double accuracy, Double loss,
        ModelDecided.Outcome decision, String gate, String by, String reason, Instant decidedAt, boolean champion,
        Instant championSince) {

    static ModelEntry of(String dataset, int version, String run, String model) {
        return new ModelEntry(dataset, version, run, model, null, null, null, null, null, null, null, false, null);
    }

    ModelEntry measured(Double testAccuracy, Double testLoss) {
        return new ModelEntry(dataset, version, run, model, testAccuracy, testLoss, decision, gate, by, reason, decidedAt,
                champion,
                championSince);
    }

    ModelEntry decided(ModelDecided last, Instant at) {
        return new ModelEntry(dataset, version, run, model, accuracy, loss, last.outcome(), last.gate(), last.by(), last.reason(),
                at, champion, championSince);
    }

    ModelEntry champion(Instant since) {
        return new ModelEntry(dataset, version, run, model, accuracy, loss, decision, gate, by, reason, decidedAt, true, since);
    }
}
