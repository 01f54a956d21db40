package dev.thaw.finetuning.export;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import dev.thaw.finetuning.engine.InferenceProgram;
import dev.thaw.finetuning.engine.SameDiffEngine;
import dev.thaw.finetuning.keras.SampleNetworks;
import dev.thaw.finetuning.keras.applications.Application;
import dev.thaw.finetuning.keras.applications.Applications;
import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.LayerWeights;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.network.Weights;

/**
 * Writes networks in every format, each with photos as raw pixels and what the engine makes of them, for
 * {@code src/test/python/exports_agree.py}: every layer, one network of each family of Keras Applications, and the models given.
 */
final class SampleExports {
    private static final List<String> FAMILIES = List.of("VGG16", "ResNet50", "ResNet50V2", "MobileNet-0.25", "MobileNetV2-0.35",
            "DenseNet121", "Xception", "InceptionV3", "EfficientNetB0", "NASNetMobile", "SqueezeNet1.1");
    private static final int CLASSES = 10;
    private static final int PHOTOS = 3;

    private SampleExports() {
    }

    /** @param arguments the folder to write to, a folder of photos, then model files; without these, the samples */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        List<BufferedImage> photos = photos(Path.of(arguments[1]));
        for (int i = 2; i < arguments.length; i++) {
            Path file = Path.of(arguments[i]);
            SavedModel model = ModelFile.read(file);
            write(folder, file.getFileName().toString().replaceFirst("\\.[^.]+$", ""), model.network(), model.weights(), photos);
        }
        if (arguments.length == 2) {
            samples(folder, photos);
        }
    }

    private static void samples(Path folder, List<BufferedImage> photos) throws IOException {
        Network every = SampleNetworks.everyLayer();
        write(folder, "every_layer", every, SampleNetworks.weights(every, 7), photos);
        for (String family : FAMILIES) {
            Application application = Applications.named(family);
            int side = Math.max(application.smallestSize(), 65);
            Network network = onRawPixels(application.classifier(side, side, CLASSES));
            write(folder, family, network, calibrated(network, weights(network), photos), photos);
        }
    }

    private static void write(Path folder, String name, Network network, Weights weights, List<BufferedImage> photos)
            throws IOException {
        List<String> labels = IntStream.range(0, network.outputShape().channels()).mapToObj(i -> "label " + i).toList();
        for (ModelFormat format : ModelFormat.values()) {
            ModelFile.write(folder.resolve(name + format.extension()), new SavedModel(network, weights, labels));
        }
        Tensor input = pixels(photos, network.inputs().get(0).shape());
        floats(folder.resolve(name + ".input"), input.data());
        try (InferenceProgram program = new SameDiffEngine().inference(network, weights, List.of(network.output()))) {
            floats(folder.resolve(name + ".output"),
                    program.run(Map.of(network.inputs().get(0).name(), input)).get(network.output()).data());
        }
        System.out.println(name);
    }

    /** With a layer that scales 0..255 to -1..1, unless the network has its own. */
    private static Network onRawPixels(Network network) {
        String input = network.inputs().get(0).name();
        boolean own = network.nodes().stream().map(Node::layer).anyMatch(Layer.Rescaling.class::isInstance);
        List<Node> nodes = new ArrayList<>();
        for (Node node : network.nodes()) {
            nodes.add(own
                    ? node
                    : new Node(node.layer(), node.inputs().stream().map(i -> i.equals(input) ? "scaled" : i).toList()));
            if (!own && node.name().equals(input)) {
                nodes.add(new Node(new Layer.Rescaling("scaled", List.of(1 / 127.5), List.of(-1.0)), List.of(input)));
            }
        }
        return new Network(network.name(), nodes, network.output());
    }

    /** He et al. 2015, so that activations neither vanish nor explode. */
    private static Weights weights(Network network) {
        Random random = new Random(11);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        LayerWeights.of(network).forEach((name, shape) -> {
            float[] values = new float[Math.toIntExact(shape.elements())];
            double spread = Math.sqrt(2.0 / Math.max(1, shape.elements() / shape.channels()));
            for (int i = 0; i < values.length; i++) {
                double normal = random.nextGaussian();
                values[i] = (float) (name.endsWith("gamma") || name.endsWith("variance")
                        ? 1 + 0.3 * Math.tanh(normal)
                        : shape.rank() > 1 ? spread * normal : 0.1 * normal);
            }
            tensors.put(name, new Tensor(shape, values));
        });
        return new Weights(tensors);
    }

    /** With logits of a spread of about 2, where the probabilities of all classes can be told from 0 and 1. */
    private static Weights calibrated(Network network, Weights weights, List<BufferedImage> photos) {
        String output = network.output();
        List<Layer> last = network.nodes().stream().map(Node::layer).filter(Layer.Dense.class::isInstance).toList();
        if (last.isEmpty() || !last.get(last.size() - 1).name().equals(output)) {
            return weights;
        }
        String features = network.node(output).inputs().get(0);
        Tensor input = pixels(photos, network.inputs().get(0).shape());
        Tensor kernel = weights.get(output + "/kernel");
        double square = 0;
        try (InferenceProgram program = new SameDiffEngine().inference(network, weights, List.of(features))) {
            for (float value : program.run(Map.of(network.inputs().get(0).name(), input)).get(features).data()) {
                square += (double) value * value / photos.size();
            }
        }
        double spread = Math.sqrt(square * 2 / kernel.shape().get(0)); // of the logits, by the spread of the kernel
        float[] scaled = kernel.data().clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (float) (scaled[i] * 2 / spread);
        }
        return weights.with(new Weights(Map.of(output + "/kernel", new Tensor(kernel.shape(), scaled))));
    }

    private static List<BufferedImage> photos(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<BufferedImage> photos = new ArrayList<>();
            for (Path file : files.filter(path -> path.toString().endsWith(".jpg")).sorted().limit(PHOTOS).toList()) {
                photos.add(ImageIO.read(file.toFile()));
            }
            return photos;
        }
    }

    private static Tensor pixels(List<BufferedImage> photos, Shape shape) {
        int height = shape.get(0);
        int width = shape.get(1);
        float[] values = new float[photos.size() * height * width * 3];
        int at = 0;
        for (BufferedImage photo : photos) {
            BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = scaled.createGraphics();
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            graphics.drawImage(photo, 0, 0, width, height, null);
            graphics.dispose();
            for (int rgb : scaled.getRGB(0, 0, width, height, null, 0, width)) {
                values[at++] = rgb >> 16 & 0xFF;
                values[at++] = rgb >> 8 & 0xFF;
                values[at++] = rgb & 0xFF;
            }
        }
        return Tensor.of(values, photos.size(), height, width, 3);
    }

    private static void floats(Path file, float[] values) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        Files.write(file, bytes.array());
    }
}
