package dev.thaw.platform.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import dev.thaw.contract.event.ClassMetrics;
import dev.thaw.platform.console.Console;
import dev.thaw.platform.console.Table;

/** Prints what a run came to. */
public final class RunSummary {

    private RunSummary() {
    }

    public static void print(RunResult result, Console console) {
        console.line("");
        console.line("Run " + result.run() + " on " + result.manifest() + " (" + result.images().train() + " train, "
                + result.images().validation() + " validation, " + result.images().test() + " test), base "
                + result.base().name());
        console.line("");
        stages(result).forEach(console::line);
        if (result.stages().stream().anyMatch(stage -> !stage.penalties().isEmpty())) {
            result.stages().forEach(stage -> console.line("  penalties of " + stage.name() + ": " + penalties(stage)));
        }
        console.line("");
        console.line("Test accuracy " + EventText.percent(result.test().accuracy()) + ", loss "
                + EventText.number(result.test().loss()) + " on " + result.test().images() + " images");
        perClass(result).forEach(console::line);
        console.line("");
        console.line("Feature bank: " + result.featureBank().hits() + " found, " + result.featureBank().misses() + " computed");
        console.line("Decision: " + result.decision().outcome() + ", " + result.decision().reason());
        console.line("Model " + result.model().version() + ": " + result.model().path());
        if (result.model().report() != null) {
            console.line("Report: " + result.model().report());
        }
        console.line(String.format(Locale.ROOT, "Seconds: %.1f in all: platform %.1f, ingest %.1f, train %.1f, evaluate %.1f",
                result.seconds().total(), result.seconds().platform(), result.seconds().ingest(), result.seconds().train(),
                result.seconds().evaluate()));
    }

    private static List<String> stages(RunResult result) {
        Table table = new Table("stage", "trainable", "of", "epochs", "best", "stopped by", "seconds", "val loss", "val accuracy",
                "frozen unchanged");
        for (RunResult.Stage stage : result.stages()) {
            table.row(stage.name(), whole(stage.trainableParameters()), whole(stage.totalParameters()), stage.epochs(),
                    stage.bestEpoch(), stage.stoppedBy(), String.format(Locale.ROOT, "%.1f", stage.seconds()),
                    EventText.number(stage.validation().loss()),
                    stage.validation().accuracy() == null ? "" : EventText.percent(stage.validation().accuracy()),
                    stage.frozenLayersUnchanged() ? "yes" : "NO");
        }
        return table.lines();
    }

    private static String penalties(RunResult.Stage stage) {
        if (stage.penalties().isEmpty()) {
            return "none";
        }
        double sum = stage.penalties().values().stream().mapToDouble(Double::doubleValue).sum();
        return stage.penalties().size() + " terms, " + EventText.number(sum) + " in sum";
    }

    /** Accuracy per class beside the confusion matrix: rows are the true classes, columns what was predicted. */
    private static List<String> perClass(RunResult result) {
        List<ClassMetrics> classes = result.test().perClass();
        List<String> headings = new ArrayList<>(List.of("true class", "images", "accuracy", "precision"));
        classes.forEach(metrics -> headings.add("-> " + metrics.label()));
        Table table = new Table(headings.toArray(String[]::new));
        for (int i = 0; i < classes.size(); i++) {
            ClassMetrics metrics = classes.get(i);
            table.row(Stream.concat(
                    Stream.of(metrics.label(), metrics.images(), ratio(metrics.accuracy()), ratio(metrics.precision())),
                    result.test().confusion().get(i).stream()).toArray());
        }
        return table.lines();
    }

    private static String ratio(Double ratio) {
        return ratio == null ? "" : EventText.percent(ratio);
    }

    private static String whole(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
