package dev.thaw.contract.event;

import java.util.List;

/**
 * The model whose weights a run starts from, instead of the base's and a fresh head.
 *
 * @param version of the model
 * @param object the object key of its Keras file
 * @param sha256 of that file, 64 hexadecimal digits
 * @param labels in the order of its outputs
 */
public record WarmStart(int version, String object, String sha256, List<String> labels) {

    public WarmStart {
        Check.atLeast("start version", version, 1);
        Check.object("start object", object, "models/");
        Check.sha256("start sha256", sha256);
        Check.present("start labels", labels);
        labels = List.copyOf(labels);
    }
}
