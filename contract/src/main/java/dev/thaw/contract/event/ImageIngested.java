package dev.thaw.contract.event;

/**
 * An image is in the data set.
 *
 * @param arrival which arrival: {@link ImageArrived#arrival()}
 * @param image SHA-256 of the stored PNG, 64 hexadecimal digits
 * @param object the key of the stored PNG: upright, RGB, of the data set's size
 * @param label its class
 * @param split what it is used for, for ever
 * @param duplicate true if the same picture was there already: nothing was added, label and split are those it has
 * @param originalWidth width of the original in pixels, upright
 * @param originalHeight height of the original in pixels, upright
 * @param originalBytes size of the original in bytes
 */
public record ImageIngested(String dataset, String arrival, String image, String object, String label, Split split,
        boolean duplicate, int originalWidth, int originalHeight, long originalBytes) implements Event {

    public ImageIngested {
        Check.name("dataset", dataset);
        Check.present("arrival", arrival);
        Check.sha256("image", image);
        Check.object("object", object, "images/" + dataset + "/");
        Check.line("label", label);
        Check.present("split", split);
    }

    @Override
    public String id() {
        return arrival + "/ingested";
    }

    @Override
    public String key() {
        return dataset;
    }
}
