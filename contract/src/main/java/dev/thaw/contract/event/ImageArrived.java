package dev.thaw.contract.event;

/**
 * One labelled image: an object in the bucket, or its bytes inline.
 *
 * @param dataset the data set it is for
 * @param source who sent it: a folder, a camera, a line; part of the key, so that one source stays in order
 * @param name what the sender calls it, unique within the source; makes the event's id
 * @param label its class
 * @param object the key of the original in the bucket, or null if inline
 * @param inline the original's bytes as Base64, or null; at most {@link #INLINE_LIMIT} bytes before encoding
 * @param split the split that the sender wants: "train" lets Thaw take its share for validation out of it; null leaves the choice to Thaw
 */
public record ImageArrived(String dataset, String source, String name, String label, String object, String inline,
        Split split) implements Event {

    /** Bytes of an inline image at most, before Base64. */
    public static final int INLINE_LIMIT = 64 * 1024;

    public ImageArrived {
        Check.name("dataset", dataset);
        Check.present("source", source);
        Check.present("name", name);
        Check.present("label", label);
        if ((object == null) == (inline == null)) {
            throw new IllegalArgumentException("an arrival names either an object or inline bytes, and not both");
        }
    }

    @Override
    public String id() {
        return dataset + "/" + source + "/" + name;
    }

    @Override
    public String key() {
        return dataset + "/" + source;
    }
}
