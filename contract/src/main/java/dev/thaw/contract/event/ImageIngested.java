package dev.thaw.contract.event;

import java.util.regex.Pattern;

/**
 * An image is in the data set.
 *
 * @param arrival which arrival: {@link ImageArrived#arrival()}
 * @param image SHA-256 of the stored PNG, 64 hexadecimal digits
 * @param object the key of the stored PNG: upright, RGB, of the data set's size
 * @param label its class
 * @param split what it may be used for, for ever; drawn from this arrival alone
 * @param duplicate true if the same picture was there already: nothing was added. Two ingest processes that are handed one picture
 *        in the same moment, by two arrivals, may both say false: the first event of the topic that names the image added it
 * @param originalWidth width of the original in pixels, upright
 * @param originalHeight height of the original in pixels, upright
 * @param originalBytes size of the original in bytes
 * @param group what its split is drawn from, such as "series:7" or "field:patient=9"; null: from how it looks
 * @param origin the record that the arrival came by; null where it is not known
 * @param signature how it looks, for finding copies that were turned, mirrored, rescaled or encoded anew; null: not known
 * @param wish the split that the sender wanted; null: the choice was left to Thaw
 */
public record ImageIngested(String dataset, String arrival, String image, String object, String label, Split split,
        boolean duplicate, int originalWidth, int originalHeight, long originalBytes, String group, Origin origin,
        String signature,
        Split wish) implements Event {
    private static final Pattern SIGNATURE = Pattern.compile("[0-9a-f]{64}-[0-9a-f]{4}-[0-9a-f]{6}");

    public ImageIngested {
        Check.name("dataset", dataset);
        Check.present("arrival", arrival);
        Check.sha256("image", image);
        Check.object("object", object, "images/" + dataset + "/");
        Check.line("label", label);
        Check.present("split", split);
        if (signature != null && !SIGNATURE.matcher(signature).matches()) {
            throw new IllegalArgumentException("signature must be 64, 4 and 6 hexadecimal digits with '-' between them");
        }
    }

    public ImageIngested(String dataset, String arrival, String image, String object, String label, Split split,
            boolean duplicate, int originalWidth, int originalHeight, long originalBytes) {
        this(dataset, arrival, image, object, label, split, duplicate, originalWidth, originalHeight, originalBytes, null, null,
                null, null);
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
