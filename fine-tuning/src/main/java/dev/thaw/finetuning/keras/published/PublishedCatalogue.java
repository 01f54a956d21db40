package dev.thaw.finetuning.keras.published;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import dev.thaw.finetuning.keras.applications.Applications;
import dev.thaw.yaml.NearestNames;

/**
 * Where the weights of {@link Applications} are, with the hashes of {@code keras.applications} (Keras 3.15); of MobileNet,
 * MobileNetV2 and SqueezeNet none are published. The second address of a file is the release it was first published in.
 */
public final class PublishedCatalogue {
    private static final String KERAS = "https://storage.googleapis.com/tensorflow/keras-applications/";
    private static final String EFFICIENT_NET = "https://storage.googleapis.com/keras-applications/";
    private static final String CHOLLET = "https://github.com/fchollet/deep-learning-models/releases/download/";
    private static final String KERAS_TEAM = "https://github.com/keras-team/keras-applications/releases/download/";
    private static final String SUFFIX = "_weights_tf_dim_ordering_tf_kernels_notop.h5";
    private static final Map<Double, String> MOBILENET_ALPHAS = Map.of(0.25, "2_5", 0.5, "5_0", 0.75, "7_5", 1.0, "1_0");
    private static final int DEFAULT_SIZE = 224;

    private static final Map<String, PublishedWeights> CATALOGUE = new PublishedCatalogue().filled();

    private final Map<String, PublishedWeights> entries = new LinkedHashMap<>();

    private PublishedCatalogue() {
    }

    /** Everything that is published. */
    public static List<PublishedWeights> all() {
        return List.copyOf(CATALOGUE.values());
    }

    /** By name, upper and lower case alike; without a size that of 224 pixels is meant, without a factor 1.0. */
    public static Optional<PublishedWeights> find(String name) {
        String key = name.toLowerCase(Locale.ROOT);
        return List.of(key, key + "-" + DEFAULT_SIZE, key + "-1.0-" + DEFAULT_SIZE).stream().map(CATALOGUE::get)
                .filter(found -> found != null).findFirst();
    }

    /** The names that somebody may have meant. */
    public static List<String> nearest(String name) {
        return NearestNames.to(name, all().stream().map(PublishedWeights::name).toList(), 3);
    }

    private Map<String, PublishedWeights> filled() {
        add("VGG16", "vgg16/vgg16" + SUFFIX, CHOLLET + "v0.1/", "6d6bbae143d832006294945121d1f1fc");
        add("VGG19", "vgg19/vgg19" + SUFFIX, CHOLLET + "v0.1/", "253f8cb515780f3b799900260a226db6");
        resNet("ResNet50", "4d473c1dd8becc155b73f8504c6f6626");
        resNet("ResNet101", "88cf7a10940856eca736dc7b7e228a21");
        resNet("ResNet152", "ee4c566cf9a93f14d82f913c2dc6dd0c");
        resNet("ResNet50V2", "fac2f116257151a9d068a22e544a4917");
        resNet("ResNet101V2", "c0ed64b8031c3730f411d2eb4eea35b5");
        resNet("ResNet152V2", "ed17cf2e0169df9d443503ef94b23b33");
        for (double alpha : new double[]{0.25, 0.5, 0.75, 1.0}) {
            for (int size : new int[]{128, 160, 192, 224}) {
                String file = "mobilenet_" + MOBILENET_ALPHAS.get(alpha) + "_" + size + "_tf_no_top.h5";
                add("MobileNet-" + alpha, size, KERAS + "mobilenet/" + file, CHOLLET + "v0.6/");
            }
        }
        for (double alpha : new double[]{0.35, 0.5, 0.75, 1.0, 1.3, 1.4}) {
            for (int size : alpha > 1 ? new int[]{224} : new int[]{96, 128, 160, 192, 224}) {
                String file = "mobilenet_v2_weights_tf_dim_ordering_tf_kernels_" + alpha + "_" + size + "_no_top.h5";
                add("MobileNetV2-" + alpha, size, KERAS + "mobilenet_v2/" + file,
                        "https://github.com/JonathanCMitchell/mobilenet_v2_keras/releases/download/v1.1/");
            }
        }
        add("DenseNet121", "densenet/densenet121" + SUFFIX, KERAS_TEAM + "densenet/", "30ee3e1110167f948a6b9946edeeb738");
        add("DenseNet169", "densenet/densenet169" + SUFFIX, KERAS_TEAM + "densenet/", "b8c4d4c20dd625c148057b9ff1c1176b");
        add("DenseNet201", "densenet/densenet201" + SUFFIX, KERAS_TEAM + "densenet/", "c13680b51ded0fb44dff2d8f86ac8bb1");
        add("Xception", "xception/xception" + SUFFIX, CHOLLET + "v0.4/", "b0042744bf5b25fce3cb969f33bebb97");
        add("InceptionV3", "inception_v3/inception_v3" + SUFFIX, CHOLLET + "v0.5/", "bcbd6486424b2319ff4ef7d526e38f63");
        efficientNet("EfficientNetB0", "50bc09e76180e00e4465e1a485ddc09d");
        efficientNet("EfficientNetB1", "74c4e6b3e1f6a1eea24c589628592432");
        efficientNet("EfficientNetB2", "111f8e2ac8aa800a7a99e3239f7bfb39");
        efficientNet("EfficientNetB3", "af6d107764bb5b1abb91932881670226");
        add("NASNetMobile", "nasnet/NASNet-mobile-no-top.h5", CHOLLET + "v0.8/", "1ed92395b5b598bdda52abe5c0dbfd63");
        put("SqueezeNet1.1", "SqueezeNet1.1", Applications.named("SqueezeNet1.1").size(),
                List.of("https://github.com/rcmalli/keras-squeezenet/releases/download/v1.0/squeezenet" + SUFFIX), null);
        return Collections.unmodifiableMap(entries);
    }

    private void resNet(String name, String md5) {
        add(name, "resnet/" + name.toLowerCase(Locale.ROOT) + SUFFIX, KERAS_TEAM + "resnet/", md5);
    }

    private void efficientNet(String name, String md5) {
        put(name, name, Applications.named(name).size(),
                List.of(EFFICIENT_NET + name.toLowerCase(Locale.ROOT) + "_notop.h5"), md5);
    }

    private void add(String name, String path, String release, String md5) {
        put(name, name, Applications.named(name).size(), both(KERAS + path, release), md5);
    }

    private void add(String architecture, int size, String address, String release) {
        put(architecture + "-" + size, architecture, size, both(address, release), null);
    }

    private static List<String> both(String address, String release) {
        return List.of(address, release + address.substring(address.lastIndexOf('/') + 1));
    }

    private void put(String name, String architecture, int size, List<String> addresses, String md5) {
        List<URI> uris = new ArrayList<>();
        addresses.forEach(address -> uris.add(URI.create(address)));
        entries.put(name.toLowerCase(Locale.ROOT),
                new PublishedWeights(name, Applications.named(architecture), size, uris, md5));
    }
}
