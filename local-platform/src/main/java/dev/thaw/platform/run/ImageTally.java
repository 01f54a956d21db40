package dev.thaw.platform.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.thaw.contract.event.Event;
import dev.thaw.contract.event.ImageArrived;
import dev.thaw.contract.event.ImageIngested;

/** Counts images that come and are taken in, so that thousands of them take a line. */
final class ImageTally {

    private static final class Count {
        private int arrived;
        private int ingested;
        private int duplicates;
    }

    private final Map<String, Count> counts = new TreeMap<>();

    void add(Event event) {
        if (event instanceof ImageArrived arrived) {
            count(arrived.dataset()).arrived++;
        } else if (event instanceof ImageIngested ingested) {
            Count count = count(ingested.dataset());
            count.ingested++;
            count.duplicates += ingested.duplicate() ? 1 : 0;
        }
    }

    /** A line for each data set; begins to count anew. */
    List<String> drain() {
        List<String> lines = new ArrayList<>();
        counts.forEach((dataset, count) -> lines.add(dataset + ": " + count.arrived + " images arrived, " + count.ingested
                + " taken in" + (count.duplicates == 0 ? "" : ", " + count.duplicates + " of them were there already")));
        counts.clear();
        return lines;
    }

    private Count count(String dataset) {
        return counts.computeIfAbsent(dataset, unknown -> new Count());
    }
}
