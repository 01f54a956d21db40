package dev.thaw.evaluator.promotion;

import dev.thaw.contract.bucket.Champion;
import dev.thaw.contract.event.DecisionDeclined;
import dev.thaw.contract.event.Event;
import dev.thaw.contract.event.ModelDecided;

/**
 * What was decided, as it is kept in the bucket: one of the two events.
 *
 * @param pointer the champion that the decision puts in force; null if the champion stays as it is
 */
public record Settled(ModelDecided decided, DecisionDeclined declined, Champion pointer) {

    public static Settled decided(ModelDecided decided, Champion pointer) {
        return new Settled(decided, null, pointer);
    }

    public static Settled declined(DecisionDeclined declined) {
        return new Settled(null, declined, null);
    }

    /** What is to be told. */
    public Event event() {
        return decided == null ? declined : decided;
    }
}
