package dev.thaw.platform.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import dev.thaw.contract.event.RunState;
import dev.thaw.contract.event.SignalAnswered;
import dev.thaw.contract.event.TrainingProgress;
import dev.thaw.contract.event.TrainingSignal;
import dev.thaw.platform.console.Glyphs;
import dev.thaw.platform.console.Sparkline;

/** A run at a glance, in some lines of text: where it is, its curves, what it was told and what became of it. */
public final class RunPanel {
    private static final int LABELS = 22;
    private static final int LEAST_CURVE = 8;
    private static final int MOST_CURVE = 72;
    private final Glyphs glyphs;

    public RunPanel(Glyphs glyphs) {
        this.glyphs = glyphs;
    }

    /** @param width columns of the terminal */
    public List<String> lines(RunHistory run, int width) {
        List<String> lines = new ArrayList<>(List.of(title(run)));
        run.request().ifPresent(request -> lines.add("  because " + request.reason()));
        stages(run).ifPresentOrElse(lines::add, () -> {
        });
        place(run).ifPresent(lines::add);
        lines.addAll(curves(run, width));
        run.curves().best()
                .ifPresent(best -> lines.add("  best  " + best.stage() + " epoch " + best.epoch() + ": validation loss "
                        + EventText.number(best.metrics().loss()) + ", accuracy "
                        + EventText.percent(best.metrics().accuracy())));
        run.signals().forEach(signal -> lines.addAll(signal(signal, run)));
        lines.addAll(outcome(run));
        return lines.stream().flatMap(line -> wrapped(line, width - 1)).toList();
    }

    /** The same in two or three lines, where several runs share the screen. */
    public List<String> shortLines(RunHistory run, int width) {
        List<String> lines = new ArrayList<>(List.of(title(run)));
        place(run).ifPresent(lines::add);
        List<String> curves = curves(run, width);
        if (!curves.isEmpty()) {
            lines.add(curves.get(1));
        }
        return lines;
    }

    private static String title(RunHistory run) {
        String state = run.state().map(told -> told.state().name().toLowerCase(Locale.ROOT)).orElse("asked for");
        int attempt = Math.max(run.state().map(RunState::attempt).orElse(0),
                run.progress().map(TrainingProgress::attempt).orElse(0));
        return "run " + run.run() + ": " + state + (attempt > 1 ? ", attempt " + attempt : "");
    }

    /** Each stage in a few words. */
    private static Optional<String> stages(RunHistory run) {
        List<String> parts = new ArrayList<>();
        Map<Integer, String> known = run.curves().stages();
        List<String> names = run.progress().map(TrainingProgress::stages).filter(told -> !told.isEmpty())
                .orElse(List.copyOf(known.values()));
        int now = run.candidate().isPresent() ? names.size() : run.progress().map(TrainingProgress::stageIndex).orElse(-1);
        for (int stage = 0; stage < names.size(); stage++) {
            int best = run.curves().bestEpoch(stage);
            String done = run.curves().epochs(stage) + " epochs" + (best > 0 ? ", best " + best : "");
            parts.add(names.get(stage)
                    + (stage < now ? " " + done : stage == now ? " now" + (best > 0 ? ", best " + best : "") : ""));
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of("  stages  " + String.join(" > ", parts));
    }

    private static Optional<String> place(RunHistory run) {
        boolean working = run.state().map(state -> state.state() == RunState.State.TRAINING).orElse(true)
                && run.candidate().isEmpty();
        return run.progress().filter(progress -> working).map(progress -> "  " + EventText.place(progress));
    }

    private List<String> curves(RunHistory run, int width) {
        RunCurves curves = run.curves();
        if (curves.isEmpty()) {
            return List.of();
        }
        int room = Math.min(MOST_CURVE, Math.max(LEAST_CURVE, width - LABELS - 1));
        List<List<Double>> training = curves.trainingLoss();
        List<List<Double>> validation = curves.validationLoss();
        List<List<Double>> accuracy = curves.validationAccuracy();
        Sparkline losses = Sparkline.over(values(training, validation), true);
        Sparkline accuracies = Sparkline.over(values(accuracy), false);
        return List.of(curve("train loss", EventText.number(last(training)), losses.draw(training, room, glyphs)),
                curve("val loss", EventText.number(last(validation)), losses.draw(validation, room, glyphs)),
                curve("val acc", last(accuracy) == null ? "" : EventText.percent(last(accuracy)),
                        accuracies.draw(accuracy, room, glyphs)));
    }

    private static String curve(String what, String now, String drawn) {
        return String.format(Locale.ROOT, "  %-10s %8s %s", what, now, drawn);
    }

    private static List<String> signal(TrainingSignal signal, RunHistory run) {
        List<String> lines = new ArrayList<>();
        lines.add("  " + EventText.of(signal));
        for (SignalAnswered answer : run.answers()) {
            if (answer.signal().equals(signal.id())) {
                lines.add("    " + EventText.of(answer));
            }
        }
        return lines;
    }

    private static List<String> outcome(RunHistory run) {
        List<String> lines = new ArrayList<>();
        run.test().map(EventText::of).ifPresent(text -> lines.add("  " + text));
        run.decision().map(EventText::of).ifPresent(text -> lines.add("  " + text));
        run.state().filter(state -> state.state().ended() && run.decision().isEmpty() && state.detail() != null)
                .ifPresent(state -> lines.add("  " + state.detail()));
        return lines;
    }

    /** A line that is too long goes on below, further in. */
    private static Stream<String> wrapped(String line, int room) {
        int indent = line.length() - line.stripLeading().length();
        return wrapped(line, room, " ".repeat(Math.min(indent + 4, room / 2)));
    }

    private static Stream<String> wrapped(String line, int room, String indent) {
        if (line.length() <= room) {
            return Stream.of(line);
        }
        int space = line.lastIndexOf(' ', room);
        int end = space > indent.length() ? space : room;
        return Stream.concat(Stream.of(line.substring(0, end)), wrapped(indent + line.substring(end).strip(), room, indent));
    }

    @SafeVarargs
    private static List<Double> values(List<List<Double>>... curves) {
        List<Double> values = new ArrayList<>();
        for (List<List<Double>> curve : curves) {
            curve.forEach(values::addAll);
        }
        return values;
    }

    private static Double last(List<List<Double>> curve) {
        return values(curve).stream().filter(Objects::nonNull).reduce((first, second) -> second).orElse(null);
    }
}
