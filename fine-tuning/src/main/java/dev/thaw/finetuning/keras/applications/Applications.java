package dev.thaw.finetuning.keras.applications;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import dev.thaw.finetuning.network.Network;
import dev.thaw.yaml.NearestNames;

/**
 * The architectures of {@code keras.applications}, layer for layer: names, shapes and order of the layers and their weights
 * are those of Keras 3, and SqueezeNet 1.1 beside them. Preprocessing is not part of a network, except where Keras has it inside.
 */
public final class Applications {
    private static final Map<String, Application> CATALOGUE = catalogue();

    private Applications() {
    }

    /** All entries. */
    public static List<Application> all() {
        return List.copyOf(CATALOGUE.values());
    }

    /** All names. */
    public static List<String> names() {
        return all().stream().map(Application::name).toList();
    }

    /** The entry of that name, upper and lower case alike; {@code MobileNet} alone means {@code MobileNet-1.0}. */
    public static Optional<Application> find(String name) {
        return Optional.ofNullable(CATALOGUE.get(key(name)));
    }

    /** @throws IllegalArgumentException if there is none of that name; the message has the nearest */
    public static Application named(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException(
                "there is no architecture " + name + "; did you mean " + String.join(", ", NearestNames.to(name, names(), 3))
                        + "?"));
    }

    /**
     * @param inputSize height and width of the images in pixels
     * @param includeTop with the classifier; without it the network ends with its last feature map
     * @param classes of the classifier; ignored without it
     * @throws IllegalArgumentException if there is no such architecture, or it cannot take such images or classes
     */
    public static Network build(String name, int inputSize, boolean includeTop, int classes) {
        Application application = named(name);
        return includeTop
                ? application.classifier(inputSize, inputSize, classes)
                : application.backbone(inputSize, inputSize);
    }

    private static String key(String name) {
        String key = name.toLowerCase(Locale.ROOT);
        return key.equals("mobilenet") || key.equals("mobilenetv2") ? key + "-1.0" : key;
    }

    private static Map<String, Application> catalogue() {
        List<Application> entries = new ArrayList<>();
        entries.add(new Application("VGG16", 224, 32, Vgg.of("VGG16", 3)));
        entries.add(new Application("VGG19", 224, 32, Vgg.of("VGG19", 4)));
        entries.add(new Application("ResNet50", 224, 32, ResNet.of("ResNet50", 3, 4, 6, 3)));
        entries.add(new Application("ResNet101", 224, 32, ResNet.of("ResNet101", 3, 4, 23, 3)));
        entries.add(new Application("ResNet152", 224, 32, ResNet.of("ResNet152", 3, 8, 36, 3)));
        entries.add(new Application("ResNet50V2", 224, 32, ResNetV2.of("ResNet50V2", 3, 4, 6, 3)));
        entries.add(new Application("ResNet101V2", 224, 32, ResNetV2.of("ResNet101V2", 3, 4, 23, 3)));
        entries.add(new Application("ResNet152V2", 224, 32, ResNetV2.of("ResNet152V2", 3, 8, 36, 3)));
        for (double alpha : new double[]{0.25, 0.5, 0.75, 1.0}) {
            entries.add(new Application("MobileNet-" + alpha, 224, 32, MobileNet.of(alpha)));
        }
        for (double alpha : new double[]{0.35, 0.5, 0.75, 1.0, 1.3, 1.4}) {
            entries.add(new Application("MobileNetV2-" + alpha, 224, 32, MobileNetV2.of(alpha)));
        }
        entries.add(new Application("DenseNet121", 224, 32, DenseNet.of("DenseNet121", 6, 12, 24, 16)));
        entries.add(new Application("DenseNet169", 224, 32, DenseNet.of("DenseNet169", 6, 12, 32, 32)));
        entries.add(new Application("DenseNet201", 224, 32, DenseNet.of("DenseNet201", 6, 12, 48, 32)));
        entries.add(new Application("Xception", 299, 71, Xception::build));
        entries.add(new Application("InceptionV3", 299, 75, InceptionV3::build));
        entries.add(new Application("EfficientNetB0", 224, 32, EfficientNet.of("EfficientNetB0", 1.0, 1.0, 0.2)));
        entries.add(new Application("EfficientNetB1", 240, 32, EfficientNet.of("EfficientNetB1", 1.0, 1.1, 0.2)));
        entries.add(new Application("EfficientNetB2", 260, 32, EfficientNet.of("EfficientNetB2", 1.1, 1.2, 0.3)));
        entries.add(new Application("EfficientNetB3", 300, 32, EfficientNet.of("EfficientNetB3", 1.2, 1.4, 0.3)));
        entries.add(new Application("NASNetMobile", 224, 32, NasNet::build));
        entries.add(new Application("SqueezeNet1.1", 227, 32, SqueezeNet::build));
        Map<String, Application> byName = new LinkedHashMap<>();
        entries.forEach(entry -> byName.put(entry.name().toLowerCase(Locale.ROOT), entry));
        return Collections.unmodifiableMap(byName);
    }
}
