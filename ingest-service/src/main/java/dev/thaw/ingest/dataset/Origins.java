package dev.thaw.ingest.dataset;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.thaw.contract.event.Origin;
import dev.thaw.dataset.packed.IntColumn;
import dev.thaw.dataset.packed.LongColumn;

/** The record that each picture came by, in twelve bytes. One thread at a time may change it. */
final class Origins {
    private static final int NONE = -1;
    private final List<Origin> partitions = new ArrayList<>();
    private final Map<Origin, Integer> numbers = new HashMap<>();
    private final IntColumn places = new IntColumn();
    private final LongColumn offsets = new LongColumn();

    void add(Origin origin) {
        places.add(place(origin));
        offsets.add(origin == null ? 0 : origin.offset());
    }

    void set(int picture, Origin origin) {
        places.set(picture, place(origin));
        offsets.set(picture, origin == null ? 0 : origin.offset());
    }

    /** @return null where it is not known */
    Origin get(int picture) {
        return of(places.get(picture), offsets.get(picture));
    }

    int place(int picture) {
        return places.get(picture);
    }

    long offset(int picture) {
        return offsets.get(picture);
    }

    /** @param place of {@link #place} */
    synchronized Origin of(int place, long offset) {
        if (place == NONE) {
            return null;
        }
        Origin partition = partitions.get(place);
        return new Origin(partition.topic(), partition.partition(), offset);
    }

    long bytes() {
        return places.bytes() + offsets.bytes();
    }

    private synchronized int place(Origin origin) {
        if (origin == null) {
            return NONE;
        }
        Origin partition = new Origin(origin.topic(), origin.partition(), 0);
        Integer known = numbers.putIfAbsent(partition, partitions.size());
        if (known == null) {
            partitions.add(partition);
        }
        return known == null ? partitions.size() - 1 : known;
    }
}
