package dev.thaw.finetuning.keras;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.thaw.finetuning.network.KerasOrder;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;
import dev.thaw.finetuning.network.Weights;

/**
 * A network as the text by which Keras 3 knows it ({@code config.json} of a {@code .keras} archive), for files of other formats
 * that have room for a text.
 *
 * @param json for {@code keras.models.model_from_json}
 * @param names that the layers have in it, by their own, in the order of Keras; without slashes, which Keras 3 forbids
 */
public record KerasArchitecture(String json, Map<String, String> names) {

    /**
     * @param file that it is for, to be named in messages
     * @throws KerasFileException if a layer cannot be expressed in Keras 3
     */
    public static KerasArchitecture of(Path file, Network network, Weights weights) {
        List<Node> nodes = KerasOrder.of(network);
        Map<String, String> names = LayerNames.of(nodes);
        String json = new ConfigWriter(file, network, names, new LayerWriter(weights)).write(nodes).toString();
        return new KerasArchitecture(json, names);
    }

    /**
     * The network that such a text says.
     *
     * @param file that it stands in, to be named in messages
     * @throws KerasFileException if it is none, or has a layer that is not supported
     */
    public static Network network(Path file, String json) {
        return new GraphReader(file, true).read(KerasFile.parse(file, json));
    }
}
