package dev.thaw.platform.run;

import java.util.List;
import java.util.Locale;

import dev.thaw.platform.console.Table;
import dev.thaw.platform.console.Timestamp;

/** Runs as a table, one line each. */
public final class RunTable {

    private RunTable() {
    }

    public static List<String> lines(List<RunRow> runs) {
        Table table = new Table("run", "state", "since", "stage", "best validation", "test", "training", "");
        runs.forEach(run -> table.row(run.run(),
                run.state().name().toLowerCase(Locale.ROOT) + (run.attempt() > 1 ? ", attempt " + run.attempt() : ""),
                Timestamp.of(run.at()), stage(run), best(run),
                run.testAccuracy() == null ? "" : EventText.percent(run.testAccuracy()),
                run.seconds() == null ? "" : EventText.duration(run.seconds()),
                run.detail() != null ? run.detail() : run.reason()));
        return table.lines();
    }

    private static String stage(RunRow run) {
        if (run.stage() == null) {
            return "";
        }
        boolean inside = !run.state().ended() && run.epoch() != null && run.epoch() > 0;
        return run.stage() + (inside ? " " + run.epoch() + "/" + run.epochs() : "");
    }

    private static String best(RunRow run) {
        return run.best() == null
                ? ""
                : EventText.percent(run.best().accuracy()) + ", loss " + EventText.number(run.best().loss()) + " at "
                        + run.best().stage() + " " + run.best().epoch();
    }
}
