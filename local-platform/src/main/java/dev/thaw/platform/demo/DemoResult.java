package dev.thaw.platform.demo;

import java.util.Locale;
import java.util.function.Function;

import dev.thaw.platform.console.Console;
import dev.thaw.platform.console.Table;
import dev.thaw.platform.run.RunResult;

/** The demo's two runs. */
public record DemoResult(RunResult preTrained, RunResult random) {

    /** Prints them side by side. */
    public void print(Console console) {
        Table table = new Table("", "pre-trained base", "random weights");
        row(table, "best validation accuracy", run -> percent(run.stages().stream()
                .map(stage -> stage.validation().accuracy()).filter(accuracy -> accuracy != null)
                .mapToDouble(Double::doubleValue).max().orElse(Double.NaN)));
        row(table, "test accuracy", run -> percent(run.test().accuracy()));
        row(table, "decision", run -> run.decision().outcome().toString().toLowerCase(Locale.ROOT));
        row(table, "seconds", run -> String.format(Locale.ROOT, "%.0f", run.seconds().total()));
        console.line("");
        console.line("The same " + preTrained.test().images() + " test photos, the same plan:");
        table.lines().forEach(console::line);
        console.line("");
        if (preTrained.model().report() != null) {
            console.line("Read its report: " + preTrained.model().report());
        }
        console.line("Try the model:  ./thaw predict --model " + preTrained.model().path() + " IMAGE...");
    }

    private void row(Table table, String what, Function<RunResult, String> value) {
        table.row(what, value.apply(preTrained), value.apply(random));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
