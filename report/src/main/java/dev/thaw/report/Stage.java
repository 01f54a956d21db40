package dev.thaw.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a stage was to do and what it did.
 *
 * @param thaw what of the backbone trains, in the plan's words
 * @param trainableLayers names of the layers of which something trains, in the order of the network
 * @param frozenTensors how many weights had to keep their bytes
 * @param frozenUnchanged whether they did
 * @param limit epochs at most
 * @param bestEpoch whose weights were kept, from 1; 0 if there is none
 * @param stoppedBy what ended it: "patience", "epochs", "person", ...
 * @param stopReason for people; null if it ran to its limit
 * @param validationLoss of the best epoch; null if not finite
 * @param validationAccuracy of the best epoch, in [0, 1]
 * @param penalties by term, its value at the end of the stage
 * @param curve by rising epoch
 * @param rates the learning rate as it moved, by rising epoch
 */
public record Stage(String name, String thaw, List<String> trainableLayers, long trainableParameters, long totalParameters,
        int frozenTensors, boolean frozenUnchanged, int epochs, int limit, int bestEpoch, String stoppedBy, String stopReason,
        double seconds, Double validationLoss, Double validationAccuracy, Map<String, Double> penalties, List<Epoch> curve,
        List<Rate> rates) {
    private static final int MOST_ROWS = 200;

    /**
     * One epoch; what is not known is null.
     *
     * @param epoch from 1
     * @param learningRate at its end
     * @param trainingLoss mean of the epoch, with penalties
     * @param validationLoss without them
     */
    public record Epoch(int epoch, Double learningRate, Double trainingLoss, Double validationLoss, Double validationAccuracy) {
    }

    /** @param epoch epochs since the stage began, with their parts */
    public record Rate(double epoch, double learningRate) {
    }

    public Stage {
        trainableLayers = List.copyOf(trainableLayers);
        penalties = new LinkedHashMap<>(penalties);
        curve = List.copyOf(curve);
        rates = List.copyOf(rates);
    }

    /** The epochs for a table: all of them, or so many from all over the stage with the best among them. */
    public List<Epoch> rows() {
        int every = (curve.size() + MOST_ROWS - 1) / MOST_ROWS;
        return every <= 1
                ? curve
                : curve.stream().filter(epoch -> epoch.epoch() % every == 0 || epoch.epoch() == bestEpoch).toList();
    }

    public double penaltySum() {
        return penalties.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
