package dev.thaw.evaluator.promotion;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.bucket.Champion;
import dev.thaw.contract.bucket.NumberedObjects;
import dev.thaw.contract.event.EventCodec;

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

    /** All champions up to now, the first one first. */
    public List<Champion> all(String dataset) throws IOException {
        List<Champion> champions = new ArrayList<>();
        for (int number : numbers(dataset)) {
            champions.add(read(dataset, number));
        }
        return champions;
    }

    /** Puts the champion in force under its number. @return true if it is there; false if another took that number */
    public boolean crown(Champion champion) throws IOException {
        return bucket.putIfAbsent(BucketLayout.champion(champion.dataset(), champion.number()),
                EventCodec.json().writeValueAsBytes(champion), EventCodec.CONTENT_TYPE)
                || read(champion.dataset(), champion.number()).equals(champion);
    }

    private NavigableSet<Integer> numbers(String dataset) throws IOException {
        return NumberedObjects.numbers(bucket, BucketLayout.champions(dataset));
    }

    private Champion read(String dataset, int number) throws IOException {
        return EventCodec.json().readValue(bucket.get(BucketLayout.champion(dataset, number)), Champion.class);
    }
}
