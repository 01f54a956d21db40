package dev.thaw.platform.dataset;

/**
 * What became of arrivals.
 *
 * @param ingested new images of the data set
 * @param rejected not taken
 * @param duplicates pictures that were there already
 * @param held waiting for their label to be approved
 */
public record ArrivalCounts(long arrived, long ingested, long rejected, long duplicates, long held) {

    public long answered() {
        return ingested + rejected + duplicates + held;
    }
}
