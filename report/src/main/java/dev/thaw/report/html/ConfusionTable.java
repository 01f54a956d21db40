package dev.thaw.report.html;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import dev.thaw.report.Score;

/**
 * The confusion matrix as the page shows it.
 *
 * @param labels in the order of rows and columns
 * @param rows empty if there are more classes than a person can look over
 * @param pairs what was taken for what, the most frequent first
 */
public record ConfusionTable(List<String> labels, List<Row> rows, List<Pair> pairs) {
    private static final int MOST_CLASSES = 30;
    private static final int MOST_PAIRS = 12;
    private static final int SHADES = 9;

    /** One true class. */
    public record Row(String label, List<Cell> cells) {
    }

    /** @param look a class of the style: "hit" or "miss" and a shade from 0 to 9, by the share of the row */
    public record Cell(long count, String look) {
    }

    /** @param share of the true class's images, in [0, 1] */
    public record Pair(String truth, String predicted, long count, double share) {
    }

    public static ConfusionTable of(Score score) {
        List<String> labels = score.perClass().stream().map(Score.Ratios::name).toList();
        List<Row> rows = new ArrayList<>();
        List<Pair> pairs = new ArrayList<>();
        for (int truth = 0; truth < score.confusion().size(); truth++) {
            List<Long> counts = score.confusion().get(truth);
            long all = counts.stream().mapToLong(Long::longValue).sum();
            List<Cell> cells = new ArrayList<>();
            for (int predicted = 0; predicted < counts.size(); predicted++) {
                long count = counts.get(predicted);
                double share = all == 0 ? 0 : (double) count / all;
                cells.add(new Cell(count, (truth == predicted ? "hit h" : "miss h") + (int) Math.ceil(share * SHADES)));
                if (truth != predicted && count > 0) {
                    pairs.add(new Pair(labels.get(truth), labels.get(predicted), count, share));
                }
            }
            rows.add(new Row(labels.get(truth), cells));
        }
        pairs.sort(Comparator.comparingLong(Pair::count).reversed());
        return new ConfusionTable(labels, labels.size() > MOST_CLASSES ? List.of() : rows,
                pairs.subList(0, Math.min(MOST_PAIRS, pairs.size())));
    }
}
