package dev.thaw.finetuning.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.thaw.finetuning.network.LayerWeights;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Node;

/**
 * How deep each layer lies below the head, in blocks: 0 for the head's layers, 1 for the backbone's last block. A block is what stands
 * between two places that all data must pass, with at least one kernel in it: a convolution with its normalization where layers stand
 * in a chain, a residual or dense block where they branch. Learning rates decay by depth (Howard and Ruder, 2018).
 */
final class LayerDepths {

    private LayerDepths() {
    }

    /** By the name of every layer. */
    static Map<String, Integer> of(Network network, Network backbone) {
        List<Node> nodes = backbone.nodes();
        List<Integer> blocks = blocksFromBelow(backbone, nodes);
        int last = nodes.isEmpty() ? 0 : blocks.get(nodes.size() - 1);
        Map<String, Integer> depths = new HashMap<>();
        network.nodes().forEach(node -> depths.put(node.name(), 0));
        for (int i = 0; i < nodes.size(); i++) {
            depths.put(nodes.get(i).name(), last - blocks.get(i) + 1);
        }
        return Collections.unmodifiableMap(depths);
    }

    /** What the learning rate of a layer is multiplied by. */
    static double factor(double decay, int depth) {
        return Math.pow(decay, depth);
    }

    private static List<Integer> blocksFromBelow(Network backbone, List<Node> nodes) {
        List<Integer> lastUse = lastUses(nodes);
        List<Integer> blocks = new ArrayList<>();
        int block = 0;
        int begin = 0;
        int reach = -1;
        for (int i = 0; i < nodes.size(); i++) {
            // nothing from below goes past this layer, so that a block may end here
            if (reach <= i) {
                boolean kernels = nodes.subList(begin, i + 1).stream().anyMatch(node -> hasKernel(backbone, node));
                block += kernels ? 1 : 0;
                while (blocks.size() <= i) {
                    blocks.add(Math.max(block, 1));
                }
                begin = i + 1;
            }
            reach = Math.max(reach, lastUse.get(i));
        }
        while (blocks.size() < nodes.size()) {
            blocks.add(Math.max(block, 1));
        }
        return blocks;
    }

    private static List<Integer> lastUses(List<Node> nodes) {
        Map<String, Integer> places = new HashMap<>();
        List<Integer> lastUse = new ArrayList<>(Collections.nCopies(nodes.size(), -1));
        for (int i = 0; i < nodes.size(); i++) {
            places.put(nodes.get(i).name(), i);
            for (String input : nodes.get(i).inputs()) {
                lastUse.set(places.get(input), i);
            }
        }
        return lastUse;
    }

    private static boolean hasKernel(Network network, Node node) {
        return LayerWeights.of(network, node.name()).keySet().stream().anyMatch(weight -> weight.endsWith("kernel"));
    }
}
