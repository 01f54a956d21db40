package dev.thaw.finetuning.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An immutable graph of layers. The nodes stand in an order in which every layer comes after its inputs (the order of the
 * Keras file where there is one); names are unique. A network has at least one {@link Layer.Input} and one output.
 */
public final class Network {
    private final String name;
    private final Map<String, Node> nodes;
    private final String output;
    private final Map<String, Shape> shapes;

    /**
     * @throws IllegalArgumentException if names repeat, a layer's input is missing or comes after it, the output is not a
     *         layer, or the shapes do not fit; the message names the layer
     */
    public Network(String name, List<Node> nodes, String output) {
        this.name = name;
        Map<String, Node> byName = new LinkedHashMap<>();
        Map<String, Shape> inferred = new HashMap<>();
        for (Node node : nodes) {
            List<Shape> inputs = new ArrayList<>();
            for (String input : node.inputs()) {
                if (!byName.containsKey(input)) {
                    throw new IllegalArgumentException(
                            "layer " + node.name() + " takes its input from " + input + ", which does not come before it");
                }
                inputs.add(inferred.get(input));
            }
            if (byName.putIfAbsent(node.name(), node) != null) {
                throw new IllegalArgumentException("two layers are named " + node.name());
            }
            inferred.put(node.name(), ShapeInference.outputOf(node.layer(), inputs));
        }
        if (!byName.containsKey(output)) {
            throw new IllegalArgumentException("the output " + output + " is not a layer of the network");
        }
        this.nodes = Collections.unmodifiableMap(byName);
        this.output = output;
        this.shapes = inferred;
    }

    /** As it stands in the file of the model. */
    public String name() {
        return name;
    }

    /** The nodes in order. */
    public List<Node> nodes() {
        return List.copyOf(nodes.values());
    }

    /** Whether there is a layer of that name. */
    public boolean contains(String layer) {
        return nodes.containsKey(layer);
    }

    /** The node of that name; throws {@link IllegalArgumentException} if there is none. */
    public Node node(String layer) {
        Node node = nodes.get(layer);
        if (node == null) {
            throw new IllegalArgumentException("network " + name + " has no layer named " + layer);
        }
        return node;
    }

    /** The name of the layer whose output is the network's. */
    public String output() {
        return output;
    }

    /** In the order of the nodes. */
    public List<Layer.Input> inputs() {
        return nodes.values().stream().map(Node::layer).filter(Layer.Input.class::isInstance).map(Layer.Input.class::cast)
                .toList();
    }

    /** The shape of a layer's output, without the batch. */
    public Shape shapeOf(String layer) {
        node(layer);
        return shapes.get(layer);
    }

    /** Of the output, without the batch. */
    public Shape outputShape() {
        return shapes.get(output);
    }

    /** The layers that the given one needs, itself among them, in order. */
    public Set<String> ancestorsOf(String layer) {
        Set<String> wanted = new HashSet<>();
        wanted.add(node(layer).name());
        List<Node> all = nodes();
        for (int i = all.size() - 1; i >= 0; i--) {
            if (wanted.contains(all.get(i).name())) {
                wanted.addAll(all.get(i).inputs());
            }
        }
        Set<String> ordered = new LinkedHashSet<>(nodes.keySet());
        ordered.retainAll(wanted);
        return ordered;
    }

    /** The part of the network up to and with the given layer, which becomes its output. */
    public Network upTo(String layer) {
        Set<String> kept = ancestorsOf(layer);
        return new Network(name, nodes().stream().filter(node -> kept.contains(node.name())).toList(), layer);
    }

    /**
     * The part of the network above a cut: each of the given layers becomes an {@link Layer.Input} of its own name that
     * takes the activations, and what only led to them is gone.
     */
    public Network from(Set<String> cut) {
        List<Node> opened = nodes().stream()
                .map(node -> cut.contains(node.name())
                        ? new Node(new Layer.Input(node.name(), shapeOf(node.name())), List.of())
                        : node)
                .toList();
        return new Network(name, opened, output).upTo(output);
    }
}
