package dev.thaw.finetuning.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A network's layers as a table of text, as Keras's {@code model.summary(show_trainable=True)} has it, with a column for each stage. */
public final class SummaryTable {
    private static final int NUMBERS = 2;

    private final Network network;
    private final Map<String, Set<String>> stages;

    private SummaryTable(Network network, Map<String, Set<String>> stages) {
        this.network = network;
        this.stages = new LinkedHashMap<>(stages);
    }

    /** @param stages by name, the full names ({@code layer/weight}) of the weights that are trained */
    public static SummaryTable of(Network network, Map<String, Set<String>> stages) {
        return new SummaryTable(network, stages);
    }

    /** What a stage trains of the network. */
    public ParameterCounts counts(String stage) {
        return ParameterCounts.of(network, stages.get(stage));
    }

    /**
     * The table with a head, and the counts below it. A layer is {@code Y} if its weights train, {@code N} if none does, {@code part} if
     * some do, {@code -} if it has none; moving statistics never train and count for nothing here.
     */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        List<List<String>> cells = cells();
        int[] widths = widths(cells);
        for (int line = 0; line < cells.size(); line++) {
            append(text, cells.get(line), widths);
            if (line == 0) {
                int all = 2 * (widths.length - 1);
                for (int width : widths) {
                    all += width;
                }
                text.append("-".repeat(all)).append('\n');
            }
        }
        text.append("Total params: ").append(amount(ParameterCounts.of(network).total())).append('\n');
        for (String stage : stages.keySet()) {
            text.append("Trainable params in stage ").append(stage).append(": ").append(amount(counts(stage).trainable()))
                    .append('\n');
            text.append("Non-trainable params in stage ").append(stage).append(": ").append(amount(counts(stage).nonTrainable()))
                    .append('\n');
        }
        return text.toString();
    }

    private List<List<String>> cells() {
        List<List<String>> cells = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("Layer (type)", "Output Shape", "Param #", "Connected to"));
        stages.keySet().forEach(stage -> head.add("Trainable: " + stage));
        cells.add(head);
        for (Node node : network.nodes()) {
            List<String> row = new ArrayList<>(List.of(node.name() + " (" + typeOf(node.layer()) + ")",
                    shape(network.shapeOf(node.name())), number(ParameterCounts.ofLayer(network, node.name()).total()),
                    String.join(", ", node.inputs())));
            stages.values().forEach(trainable -> row.add(trainable(node.name(), trainable)));
            cells.add(row);
        }
        return cells;
    }

    private static int[] widths(List<List<String>> cells) {
        int[] widths = new int[cells.get(0).size()];
        cells.forEach(line -> {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], line.get(column).length());
            }
        });
        return widths;
    }

    private static void append(StringBuilder text, List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String padding = " ".repeat(widths[column] - cells.get(column).length());
            boolean figures = column == NUMBERS;
            line.append(column == 0 ? "" : "  ").append(figures ? padding : "").append(cells.get(column))
                    .append(figures ? "" : padding);
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }

    private String trainable(String layer, Set<String> trainableWeights) {
        Set<String> weights = LayerWeights.of(network, layer).keySet();
        List<String> possible = weights.stream().filter(weight -> !LayerWeights.neverTrainable(weight)).toList();
        long trained = possible.stream().filter(weight -> trainableWeights.contains(layer + "/" + weight)).count();
        if (weights.isEmpty()) {
            return "-";
        }
        return trained == 0 ? "N" : trained == possible.size() ? "Y" : "part";
    }

    private static String typeOf(Layer layer) {
        if (layer instanceof Layer.Input) {
            return "InputLayer";
        }
        return layer instanceof Layer.ActivationLayer ? "Activation" : layer.getClass().getSimpleName();
    }

    private static String shape(Shape shape) {
        return "(None, " + shape.toString().substring(1);
    }

    /** With the size in memory, 4 bytes each. */
    private static String amount(long parameters) {
        double kilobytes = parameters * 4 / 1024.0;
        String size = kilobytes < 1
                ? parameters * 4 + " B"
                : kilobytes < 1024
                        ? String.format(Locale.ROOT, "%.2f KB", kilobytes)
                        : String.format(Locale.ROOT, "%.2f MB", kilobytes / 1024);
        return number(parameters) + " (" + size + ")";
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
