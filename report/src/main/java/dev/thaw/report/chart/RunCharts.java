package dev.thaw.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import dev.thaw.report.Stage;
import dev.thaw.report.Stage.Epoch;

/** The curves of a run: its stages one after another over the count of epochs. */
public final class RunCharts {
    static final String TRAINING = "training";
    static final String VALIDATION = "validation";
    static final String BEST = "best";
    static final String STOP = "stop";
    private static final String TO_THE_LIMIT = "epochs";

    private final List<Stage> stages;
    private final List<LineChart.Border> borders = new ArrayList<>();

    public RunCharts(List<Stage> stages) {
        this.stages = List.copyOf(stages);
        double end = 0;
        for (Stage stage : stages) {
            end += length(stage);
            borders.add(new LineChart.Border(stage.name(), end));
        }
    }

    /** Empty if no epoch is known. */
    public List<LineChart> all() {
        if (stages.stream().allMatch(stage -> stage.curve().isEmpty())) {
            return List.of();
        }
        return List.of(loss(), accuracy(), learningRate());
    }

    private LineChart loss() {
        Curve training = curve("training, with penalties", TRAINING, Epoch::trainingLoss);
        Curve validation = curve("validation", VALIDATION, Epoch::validationLoss);
        return LineChart.of("loss", "Loss",
                "Training and validation loss by epoch" + told(Epoch::validationLoss, "validation loss",
                        Figures::number),
                List.of(training, validation), marks(Epoch::validationLoss), borders, LineChart.Scale.LOSS);
    }

    private LineChart accuracy() {
        Curve validation = curve("validation", VALIDATION, Epoch::validationAccuracy);
        return LineChart.of("accuracy", "Validation accuracy", "Validation accuracy by epoch"
                + told(Epoch::validationAccuracy, "accuracy", Figures::percent), List.of(validation),
                marks(Epoch::validationAccuracy), borders,
                LineChart.Scale.SHARE);
    }

    private LineChart learningRate() {
        List<Curve.Point> points = new ArrayList<>();
        double begin = 0;
        for (Stage stage : stages) {
            for (Stage.Rate rate : stage.rates()) {
                points.add(new Curve.Point(begin + rate.epoch(), rate.learningRate() > 0 ? rate.learningRate() : null));
            }
            begin += length(stage);
            points.add(new Curve.Point(begin, null));
        }
        return LineChart.of("rate", "Learning rate", "The learning rate of each step, as the plan's schedule gives it.",
                List.of(new Curve("learning rate", "rate", points)), List.of(), borders, LineChart.Scale.RATE);
    }

    private Curve curve(String name, String look, Function<Epoch, Double> value) {
        List<Curve.Point> points = new ArrayList<>();
        double begin = 0;
        for (Stage stage : stages) {
            for (Epoch epoch : stage.curve()) {
                points.add(new Curve.Point(begin + epoch.epoch(), value.apply(epoch)));
            }
            begin += length(stage);
            // the next stage begins with the best of this one, not with its last
            points.add(new Curve.Point(begin, null));
        }
        return new Curve(name, look, points);
    }

    private List<LineChart.Mark> marks(Function<Epoch, Double> value) {
        List<LineChart.Mark> marks = new ArrayList<>();
        double begin = 0;
        for (Stage stage : stages) {
            for (Epoch epoch : stage.curve()) {
                if (epoch.epoch() == stage.bestEpoch()) {
                    marks.add(new LineChart.Mark(begin + epoch.epoch(), value.apply(epoch), BEST));
                }
                if (epoch.epoch() == length(stage) && !stage.stoppedBy().equals(TO_THE_LIMIT)) {
                    marks.add(new LineChart.Mark(begin + epoch.epoch(), value.apply(epoch), STOP));
                }
            }
            begin += length(stage);
        }
        return marks;
    }

    /** What a reader should take from the picture. */
    private String told(Function<Epoch, Double> value, String what, Function<Double, String> written) {
        StringBuilder text = new StringBuilder();
        for (Stage stage : stages) {
            stage.curve().stream().filter(epoch -> epoch.epoch() == stage.bestEpoch() && value.apply(epoch) != null).findFirst()
                    .ifPresent(best -> text.append(text.isEmpty() ? ": " : "; ").append("stage ").append(stage.name())
                            .append(" kept epoch ").append(best.epoch()).append(" with ").append(what).append(' ')
                            .append(written.apply(value.apply(best))));
        }
        return text.append('.').toString();
    }

    private static int length(Stage stage) {
        return Math.max(stage.epochs(), stage.curve().stream().mapToInt(Epoch::epoch).max().orElse(0));
    }
}
