package dev.thaw.contract.event;

/**
 * An arrival is quarantined; the original stays where it is.
 *
 * @param arrival the id of the arrival
 * @param label the label it came with
 * @param object the key of the original in the bucket, or null if it came inline
 * @param reason for machines
 * @param detail for people: what was wrong and what to do, one sentence
 */
public record ImageRejected(String dataset, String arrival, String label, String object, Rejection reason,
        String detail) implements Event {

    public ImageRejected {
        Check.present("dataset", dataset);
        Check.present("arrival", arrival);
        Check.present("reason", reason);
        Check.present("detail", detail);
    }

    @Override
    public String id() {
        return arrival + "/rejected";
    }

    @Override
    public String key() {
        return dataset;
    }
}
