package dev.thaw.platform.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.bucket.ContentHash;
import dev.thaw.contract.event.ImageArrived;

/**
 * An image file on its way to a data set. Its name holds a hash of its content: the same file is the same arrival, however
 * often it is sent, and a changed file is another.
 */
record Arrival(Path file, ImageArrived event) {
    private static final String SOURCE = "command";
    private static final int HASH_DIGITS = 20;

    static Arrival of(String dataset, LabelledFile image) throws IOException {
        String hash = ContentHash.of(image.file()).substring(0, HASH_DIGITS);
        String name = hash + "-" + ObjectName.of(image.file().getFileName().toString());
        return new Arrival(image.file(), new ImageArrived(dataset, SOURCE, image.label() + "/" + name, image.label(),
                BucketLayout.arrival(dataset, image.label(), name), null, image.wish()));
    }

    /** What the object says of itself, so that whoever tells of it first tells the same: the S3 server may be quicker than the event. */
    Map<String, String> metadata() {
        return event.split() == null
                ? Map.of("thaw-source", SOURCE)
                : Map.of("thaw-source", SOURCE, "thaw-split", event.split().name().toLowerCase(Locale.ROOT));
    }
}
