package dev.thaw.finetuning.keras.published;

import java.net.URI;
import java.util.List;

import dev.thaw.finetuning.keras.applications.Application;

/**
 * The weights of an architecture without its classifier, trained on ImageNet, as they are published.
 *
 * @param name by which people ask for them, such as {@code ResNet50} or {@code MobileNet-0.25-160}
 * @param application the architecture
 * @param size height and width in pixels of the images that they were trained on
 * @param addresses where they can be had, the first is Keras's own
 * @param md5 as Keras publishes it, in hex; null where it publishes none
 */
public record PublishedWeights(String name, Application application, int size, List<URI> addresses, String md5) {

    public PublishedWeights {
        addresses = List.copyOf(addresses);
    }

    /** The last part of the address. */
    public String fileName() {
        String path = addresses.get(0).getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
