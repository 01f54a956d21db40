package dev.thaw.contract.event;

/**
 * An arrival is quarantined; the original stays where it is.
 *
 * @param arrival which arrival: {@link ImageArrived#arrival()}
 * @param label the label it came with
 * @param object the key of the original in the bucket, or null if it came inline
 * @param reason for machines
 * @param detail for people: what was wrong and what to do, one sentence
 * @param attempt of the arrival that this answers; the answer to the highest counts; missing means 0
 * @param origin the record that the arrival came by; null where it is not known
 * @param image SHA-256 of the picture, where it became one; null otherwise
 */
public record ImageRejected(String dataset, String arrival, String label, String object, Rejection reason,
        String detail, Integer attempt, Origin origin, String image) implements Event {

    public ImageRejected {
        Check.present("dataset", dataset);
        Check.present("arrival", arrival);
        Check.present("reason", reason);
        Check.present("detail", detail);
        if (image != null) {
            Check.sha256("image", image);
        }
        attempt = attempt == null ? 0 : attempt;
        Check.atLeast("attempt", attempt, 0);
    }

    public ImageRejected(String dataset, String arrival, String label, String object, Rejection reason, String detail,
            Integer attempt) {
        this(dataset, arrival, label, object, reason, detail, attempt, null, null);
    }

    /** The answer to an arrival as it was sent first. */
    public ImageRejected(String dataset, String arrival, String label, String object, Rejection reason, String detail) {
        this(dataset, arrival, label, object, reason, detail, 0);
    }

    @Override
    public String id() {
        return attempt == 0 ? arrival + "/rejected" : arrival + "/rejected/" + attempt;
    }

    @Override
    public String key() {
        return dataset;
    }
}
