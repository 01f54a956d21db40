package dev.thaw.evaluator.promotion;

import java.io.IOException;
import java.util.NavigableSet;
import java.util.Optional;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.bucket.Champion;
import dev.thaw.contract.event.EventCodec;
import dev.thaw.evaluator.store.NumberedObjects;

/** The champion pointers of the data sets: create-once objects with a rising number, the highest in force. */
public final class Champions {
    private final Bucket bucket;

    public Champions(Bucket bucket) {
        this.bucket = bucket;
    }

    /** The champion in force. */
    public Optional<Champion> current(String dataset) throws IOException {
        NavigableSet<Integer> numbers = numbers(dataset);
        return numbers.isEmpty() ? Optional.empty() : Optional.of(read(dataset, numbers.last()));
    }

    /** The pointer by which this run's model became champion, whatever came after it. */
    public Optional<Champion> promotionOf(String dataset, String run) throws IOException {
        for (int number : numbers(dataset).descendingSet()) {
            Champion champion = read(dataset, number);
            if (champion.run().equals(run)) {
                return Optional.of(champion);
            }
        }
        return Optional.empty();
    }

    /** The champion that this one replaced. */
    public Optional<Champion> before(Champion champion) throws IOException {
        return champion.number() == 1 ? Optional.empty() : Optional.of(read(champion.dataset(), champion.number() - 1));
    }

    /** Puts the champion in force under its number. @return false if somebody else took that number */
    public boolean crown(Champion champion) throws IOException {
        return bucket.putIfAbsent(BucketLayout.champion(champion.dataset(), champion.number()),
                EventCodec.json().writeValueAsBytes(champion), EventCodec.CONTENT_TYPE);
    }

    private NavigableSet<Integer> numbers(String dataset) throws IOException {
        return NumberedObjects.numbers(bucket, BucketLayout.champions(dataset), ".json");
    }

    private Champion read(String dataset, int number) throws IOException {
        return EventCodec.json().readValue(bucket.get(BucketLayout.champion(dataset, number)), Champion.class);
    }
}
