package dev.thaw.finetuning.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A network's layers as a table of text, as Keras's {@code model.summary(show_trainable=True)} has it. */
public final class SummaryTable {

    /**
     * A layer.
     *
     * @param type its Keras class
     * @param outputShape without the batch
     * @param parameters how many numbers it holds, statistics among them
     * @param trainable {@code "yes"}, {@code "no"}, {@code "part"} if some of its weights are trained, {@code "-"} without weights
     * @param connectedTo the layers it takes its input from
     */
    public record Row(String layer, String type, Shape outputShape, long parameters, String trainable, List<String> connectedTo) {
    }

    private final List<Row> rows = new ArrayList<>();
    private final ParameterCounts counts;

    private SummaryTable(Network network, Set<String> trainableWeights) {
        for (Node node : network.nodes()) {
            Set<String> weights = LayerWeights.of(network, node.name()).keySet();
            rows.add(new Row(node.name(), typeOf(node.layer()), network.shapeOf(node.name()),
                    ParameterCounts.ofLayer(network, node.name()).total(), trainable(node.name(), weights, trainableWeights),
                    node.inputs()));
        }
        this.counts = ParameterCounts.of(network, trainableWeights);
    }

    /** @param trainableWeights full names ({@code layer/weight}) of the weights that are trained */
    public static SummaryTable of(Network network, Set<String> trainableWeights) {
        return new SummaryTable(network, trainableWeights);
    }

    public List<Row> rows() {
        return List.copyOf(rows);
    }

    public ParameterCounts counts() {
        return counts;
    }

    /** The table with a head, and the counts below it. */
    @Override
    public String toString() {
        List<List<String>> cells = new ArrayList<>();
        cells.add(List.of("Layer (type)", "Output shape", "Param #", "Trainable", "Connected to"));
        for (Row row : rows) {
            cells.add(List.of(row.layer() + " (" + row.type() + ")", row.outputShape().toString(), number(row.parameters()),
                    row.trainable(), String.join(", ", row.connectedTo())));
        }
        int[] widths = new int[5];
        cells.forEach(line -> {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], line.get(column).length());
            }
        });
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < cells.size(); line++) {
            append(text, cells.get(line), widths);
            if (line == 0) {
                text.append("-".repeat(widths[0] + widths[1] + widths[2] + widths[3] + widths[4] + 8)).append('\n');
            }
        }
        return text.append("Total params: ").append(number(counts.total()))
                .append("\nTrainable params: ").append(number(counts.trainable()))
                .append("\nNon-trainable params: ").append(number(counts.nonTrainable())).append('\n').toString();
    }

    private static void append(StringBuilder text, List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String padding = " ".repeat(widths[column] - cells.get(column).length());
            boolean figures = column == 2;
            line.append(column == 0 ? "" : "  ").append(figures ? padding : "").append(cells.get(column))
                    .append(figures ? "" : padding);
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }

    private static String trainable(String layer, Set<String> weights, Set<String> trainableWeights) {
        List<String> possible = weights.stream().filter(weight -> !LayerWeights.neverTrainable(weight)).toList();
        long trained = possible.stream().filter(weight -> trainableWeights.contains(layer + "/" + weight)).count();
        if (possible.isEmpty()) {
            return weights.isEmpty() ? "-" : "no";
        }
        return trained == 0 ? "no" : trained == possible.size() ? "yes" : "part";
    }

    private static String typeOf(Layer layer) {
        if (layer instanceof Layer.Input) {
            return "InputLayer";
        }
        return layer instanceof Layer.ActivationLayer ? "Activation" : layer.getClass().getSimpleName();
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
