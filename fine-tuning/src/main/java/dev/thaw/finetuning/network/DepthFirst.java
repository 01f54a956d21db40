package dev.thaw.finetuning.network;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What a node of an acyclic graph depends on, depth first. Without recursion: a network may have more layers than a thread has room for
 * calls.
 *
 * @param reached each node that was met and how many had been met before it
 * @param finished the same nodes, each after those that it depends on
 */
public record DepthFirst<T>(Map<T, Integer> reached, List<T> finished) {

    /**
     * @param starts one after the other
     * @param inputs what a node depends on directly, in the order in which it is followed
     */
    public static <T> DepthFirst<T> from(Collection<T> starts, Function<T, List<T>> inputs) {
        Map<T, Integer> reached = new HashMap<>();
        List<T> finished = new ArrayList<>();
        Deque<Open<T>> open = new ArrayDeque<>();
        open.push(new Open<>(null, starts.iterator()));
        while (!open.isEmpty()) {
            Open<T> top = open.peek();
            if (top.left().hasNext()) {
                T next = top.left().next();
                if (reached.putIfAbsent(next, reached.size()) == null) {
                    open.push(new Open<>(next, inputs.apply(next).iterator()));
                }
            } else if (open.pop().node() != null) {
                finished.add(top.node());
            }
        }
        return new DepthFirst<>(reached, finished);
    }

    /** @param node null above the starts @param left what was not followed yet */
    private record Open<T>(T node, Iterator<T> left) {
    }
}
