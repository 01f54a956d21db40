package dev.thaw.finetuning.keras;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;

/**
 * Tells a published architecture, and with it the preprocessing it was trained with, by its layers: their names, or for
 * networks with automatic names their number and sizes. Keras files do not say it.
 */
final class PreprocessingRecognition {

    private record Architecture(Predicate<Network> sign, Preprocessing preprocessing) {
    }

    /** The first whose sign is there counts: ResNetV2 has the names of ResNet too. */
    private static final List<Architecture> KNOWN = List.of(
            new Architecture(PreprocessingRecognition::scalesItself, Preprocessing.NONE),
            new Architecture(named("head_pool", "head_dense"), Preprocessing.NONE), // Thaw's: what its base needed is inside
            new Architecture(named("conv_dw_1", "conv_pw_1"), Preprocessing.TF), // MobileNet
            new Architecture(named("Conv_1_bn", "out_relu"), Preprocessing.TF), // MobileNetV2
            new Architecture(named("fire2_squeeze1x1"), Preprocessing.CAFFE),
            new Architecture(named("fire2/squeeze1x1"), Preprocessing.CAFFE),
            new Architecture(named("block1_conv1", "block14_sepconv1"), Preprocessing.TF), // Xception
            new Architecture(named("block1_conv1", "block5_conv3"), Preprocessing.CAFFE), // VGG
            new Architecture(named("post_bn", "conv2_block1_preact_bn"), Preprocessing.TF), // ResNetV2
            new Architecture(named("conv2_block1_concat"), Preprocessing.TORCH), // DenseNet
            new Architecture(named("conv2_block1_add", "conv1_bn"), Preprocessing.CAFFE), // ResNet
            new Architecture(named("res2a_branch2a"), Preprocessing.CAFFE), // ResNet50 of 2016
            new Architecture(named("mixed0", "mixed10"), Preprocessing.TF), // InceptionV3
            new Architecture(named("mixed_5b", "conv_7b"), Preprocessing.TF), // InceptionResNetV2
            new Architecture(named("stem_conv1", "stem_bn1"), Preprocessing.TF), // NASNet
            new Architecture(PreprocessingRecognition::resNet8ForCifar10, Preprocessing.NONE),
            new Architecture(PreprocessingRecognition::visualWakeWords, Preprocessing.UNIT));

    private PreprocessingRecognition() {
    }

    /** @param network the whole model as it stands in the file */
    static Optional<Preprocessing> of(Network network) {
        return KNOWN.stream().filter(known -> known.sign().test(network)).map(Architecture::preprocessing).findFirst();
    }

    private static Predicate<Network> named(String... layers) {
        return network -> List.of(layers).stream().allMatch(network::contains);
    }

    private static boolean scalesItself(Network network) {
        return network.nodes().stream().map(Node::layer).filter(layer -> !onlyMovesPixels(layer)).findFirst()
                .filter(first -> first instanceof Layer.Rescaling || first instanceof Layer.Normalization).isPresent();
    }

    private static boolean onlyMovesPixels(Layer layer) {
        return layer instanceof Layer.Input || layer instanceof Layer.Resizing || layer instanceof Layer.CenterCrop
                || layer instanceof Layer.ZeroPadding2D || layer instanceof Layer.Cropping2D;
    }

    /** The reference model of MLPerf Tiny's image classification, trained on raw pixels. */
    private static boolean resNet8ForCifar10(Network network) {
        return hasInput(network, 32) && count(network, Layer.Conv2D.class) == 9 && count(network, Layer.Add.class) == 3
                && count(network, Layer.DepthwiseConv2D.class) == 0 && network.outputShape().channels() == 10;
    }

    /** The reference model of MLPerf Tiny's visual wake words, a MobileNet with automatic names trained on x / 255. */
    private static boolean visualWakeWords(Network network) {
        return hasInput(network, 96) && count(network, Layer.Conv2D.class) == 14
                && count(network, Layer.DepthwiseConv2D.class) == 13 && network.outputShape().channels() == 2;
    }

    private static boolean hasInput(Network network, int side) {
        return network.inputs().get(0).shape().dimensions().equals(List.of(side, side, 3));
    }

    private static long count(Network network, Class<? extends Layer> kind) {
        return network.nodes().stream().map(Node::layer).filter(kind::isInstance).count();
    }
}
