package dev.thaw.platform.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

import dev.thaw.contract.event.CheckpointEvaluated;
import dev.thaw.contract.event.CheckpointSaved;

/** Training and validation figures of a run, epoch by epoch and stage by stage; where several attempts trained an epoch, the last one's. */
public final class RunCurves {

    /** The end of an epoch. @param stage its index */
    private record Place(int stage, int epoch) {
        private static final Comparator<Place> ORDER = Comparator.comparingInt(Place::stage).thenComparingInt(Place::epoch);
    }

    private final Map<Place, CheckpointSaved> saved = new TreeMap<>(Place.ORDER);
    private final Map<Place, CheckpointEvaluated> scored = new TreeMap<>(Place.ORDER);

    void add(CheckpointSaved checkpoint) {
        saved.merge(new Place(checkpoint.stageIndex(), checkpoint.epoch()), checkpoint,
                (known, told) -> told.attempt() >= known.attempt() ? told : known);
    }

    void add(CheckpointEvaluated score) {
        scored.merge(new Place(score.stageIndex(), score.epoch()), score,
                (known, told) -> told.attempt() >= known.attempt() ? told : known);
    }

    public boolean isEmpty() {
        return saved.isEmpty() && scored.isEmpty();
    }

    /** Mean loss of each epoch, with penalties, by stage; null where it is not known. */
    public List<List<Double>> trainingLoss() {
        return curve(saved, CheckpointSaved::trainingLoss);
    }

    public List<List<Double>> validationLoss() {
        return curve(scored, score -> score.metrics().loss());
    }

    public List<List<Double>> validationAccuracy() {
        return curve(scored, score -> score.metrics().accuracy());
    }

    /** The score of the best epoch so far of the last stage that has one, as the evaluator tells it. */
    public Optional<CheckpointEvaluated> best() {
        CheckpointEvaluated best = null;
        for (CheckpointEvaluated score : scored.values()) {
            CheckpointEvaluated named = scored.get(new Place(score.stageIndex(), score.bestEpoch()));
            best = named == null ? best : named;
        }
        return Optional.ofNullable(best);
    }

    /** The score of a checkpoint. */
    public Optional<CheckpointEvaluated> score(String checkpoint) {
        return scored.values().stream().filter(score -> score.checkpoint().equals(checkpoint)).findFirst();
    }

    /** The best epoch of a stage so far, from 1; 0 if there is none. */
    public int bestEpoch(int stage) {
        return scored.values().stream().filter(score -> score.stageIndex() == stage)
                .reduce((first, second) -> second).map(CheckpointEvaluated::bestEpoch).orElse(0);
    }

    /** Epochs of a stage that have a checkpoint. */
    public int epochs(int stage) {
        return places().stream().filter(place -> place.stage() == stage).mapToInt(Place::epoch).max().orElse(0);
    }

    /** The names of the stages that have checkpoints, by index. */
    public Map<Integer, String> stages() {
        Map<Integer, String> stages = new TreeMap<>();
        saved.forEach((place, checkpoint) -> stages.put(place.stage(), checkpoint.stage()));
        scored.forEach((place, score) -> stages.putIfAbsent(place.stage(), score.stage()));
        return stages;
    }

    private List<Place> places() {
        List<Place> places = new ArrayList<>(saved.keySet());
        places.addAll(scored.keySet());
        return places;
    }

    private <T> List<List<Double>> curve(Map<Place, T> points, Function<T, Double> value) {
        List<List<Double>> stages = new ArrayList<>();
        for (int stage : stages().keySet()) {
            List<Double> values = new ArrayList<>();
            for (int epoch = 1; epoch <= epochs(stage); epoch++) {
                T point = points.get(new Place(stage, epoch));
                values.add(point == null ? null : value.apply(point));
            }
            stages.add(values);
        }
        return stages;
    }
}
