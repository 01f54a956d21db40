package dev.thaw.platform.run;

import java.util.Locale;

import dev.thaw.contract.event.ArrivalsAssessed;
import dev.thaw.contract.event.CandidateEvaluated;
import dev.thaw.contract.event.CandidateReady;
import dev.thaw.contract.event.CheckpointEvaluated;
import dev.thaw.contract.event.CheckpointSaved;
import dev.thaw.contract.event.DatasetDeclared;
import dev.thaw.contract.event.DecisionAsked;
import dev.thaw.contract.event.DecisionDeclined;
import dev.thaw.contract.event.Event;
import dev.thaw.contract.event.ImageArrived;
import dev.thaw.contract.event.ImageHeld;
import dev.thaw.contract.event.ImageIngested;
import dev.thaw.contract.event.ImageRejected;
import dev.thaw.contract.event.ManifestWritten;
import dev.thaw.contract.event.ModelDecided;
import dev.thaw.contract.event.RunState;
import dev.thaw.contract.event.SignalAnswered;
import dev.thaw.contract.event.TrainingAsked;
import dev.thaw.contract.event.TrainingConsidered;
import dev.thaw.contract.event.TrainingProgress;
import dev.thaw.contract.event.TrainingRequested;
import dev.thaw.contract.event.TrainingSignal;
import dev.thaw.platform.console.ProgressBar;

/** Each event in a line for people. */
public final class EventText {

    private EventText() {
    }

    public static String of(Event event) {
        if (event instanceof DatasetDeclared declared) {
            return "data set " + declared.dataset() + " declared, version " + declared.version();
        } else if (event instanceof ImageArrived arrived) {
            return "arrived: " + arrived.id();
        } else if (event instanceof ImageIngested ingested) {
            return "ingested: " + ingested.arrival() + " as " + ingested.label() + ", " + lower(ingested.split())
                    + (ingested.duplicate() ? ", was there already" : "");
        } else if (event instanceof ImageRejected rejected) {
            return "rejected: " + rejected.arrival() + ": " + rejected.detail();
        } else if (event instanceof ImageHeld held) {
            return "held: " + held.arrival().arrival() + ": " + held.detail();
        }
        return ofRun(event);
    }

    private static String ofRun(Event event) {
        if (event instanceof TrainingAsked asked) {
            return "training asked for: " + asked.reason();
        } else if (event instanceof TrainingRequested requested) {
            return "training requested on " + requested.manifest() + " from base " + requested.base().name();
        } else if (event instanceof TrainingProgress progress) {
            return progress(progress);
        } else if (event instanceof CheckpointSaved saved) {
            return saved.stage() + " epoch " + saved.epoch() + " saved: training loss " + number(saved.trainingLoss());
        } else if (event instanceof CheckpointEvaluated evaluated) {
            return evaluated.stage() + " epoch " + evaluated.epoch() + " judged: validation loss "
                    + number(evaluated.metrics().loss()) + ", accuracy " + percent(evaluated.metrics().accuracy())
                    + (evaluated.bestEpoch() == evaluated.epoch() ? ", the best so far" : "");
        } else if (event instanceof TrainingSignal signal) {
            return "signal from " + signal.issuedBy() + ": " + lower(signal.action())
                    + (signal.reason() == null ? "" : ", " + signal.reason());
        } else if (event instanceof SignalAnswered answered) {
            return "the trainer " + (answered.outcome() == SignalAnswered.Outcome.OBEYED ? "obeyed" : "ignored it")
                    + (answered.stage() == null ? "" : " in " + answered.stage() + ", epoch " + answered.epoch())
                    + (answered.step() == 0 ? "" : ", step " + answered.step()) + ": " + answered.reason();
        } else if (event instanceof CandidateReady ready) {
            return "candidate ready after " + seconds(ready.seconds()) + ": " + ready.checkpoint();
        } else if (event instanceof CandidateEvaluated evaluated) {
            return "candidate tested on " + evaluated.metrics().images() + " images: loss " + number(evaluated.metrics().loss())
                    + ", accuracy " + percent(evaluated.metrics().accuracy());
        } else if (event instanceof ModelDecided decided) {
            return "model " + decided.version() + " " + lower(decided.outcome())
                    + (decided.byHand() ? " by " + decided.by() : "") + ": " + decided.reason();
        } else if (event instanceof DecisionAsked asked) {
            return asked.by() + " asks to " + lower(asked.action()) + (asked.version() == null ? "" : " model " + asked.version())
                    + ": " + asked.reason();
        } else if (event instanceof DecisionDeclined declined) {
            return "declined: " + declined.reason();
        } else if (event instanceof RunState state) {
            return "run is " + lower(state.state()) + (state.detail() == null ? "" : ": " + state.detail());
        }
        return ofDataset(event);
    }

    private static String ofDataset(Event event) {
        if (event instanceof TrainingConsidered considered) {
            return "a run was considered, " + lower(considered.outcome())
                    + (considered.run() == null ? "" : ", run " + considered.run()) + ": " + considered.reason();
        } else if (event instanceof ArrivalsAssessed assessed) {
            return "model " + assessed.version() + " recognises " + percent(assessed.accuracy()) + " of the last "
                    + assessed.images() + " arrivals";
        } else if (event instanceof ManifestWritten written) {
            return "manifest " + written.version() + " written"
                    + (written.parts() == 1 ? "" : ", part " + (written.part() + 1) + " of " + written.parts()) + ": "
                    + written.added().size() + " images more, " + written.removed().size() + " fewer";
        }
        return event.getClass().getSimpleName() + " " + event.id();
    }

    /** Where a run is, with a bar, and what the trainer has to say. */
    public static String progress(TrainingProgress progress) {
        return place(progress) + (progress.message() == null ? "" : " (" + progress.message() + ")");
    }

    /** Where a run is, with a bar. */
    static String place(TrainingProgress progress) {
        StringBuilder text = new StringBuilder();
        text.append(switch (progress.phase()) {
            case FETCHING -> "fetching images";
            case FEATURES -> "computing features";
            case TRAINING -> progress.stage() + " epoch " + progress.epoch() + "/" + progress.epochs();
            case WAITING_FOR_EVALUATION -> progress.stage() + ": waiting for the evaluation";
            case EXPORTING -> "exporting";
        });
        if (progress.steps() > 0) {
            double ofPhase = (double) progress.step() / progress.steps();
            boolean training = progress.phase() == TrainingProgress.Phase.TRAINING && progress.epochs() > 0;
            // of the stage, as far as it can go: an epoch is often over before anybody has looked
            text.append(' ')
                    .append(training
                            ? ProgressBar.bar(progress.epoch() - 1 + ofPhase, progress.epochs())
                            : ProgressBar.bar(ofPhase, 1));
        }
        if (progress.imagesPerSecond() > 0) {
            text.append(String.format(Locale.ROOT, " %.0f images/s", progress.imagesPerSecond()));
        }
        if (progress.loss() != null) {
            text.append(" loss ").append(number(progress.loss()));
        }
        if (progress.etaSeconds() != null) {
            text.append(", ").append(duration(progress.etaSeconds())).append(" left at most");
        }
        return text.toString();
    }

    static String number(Double value) {
        return value == null ? "not finite" : String.format(Locale.ROOT, "%.4f", value);
    }

    static String percent(double ratio) {
        return String.format(Locale.ROOT, "%.2f %%", ratio * 100);
    }

    static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.1f s", seconds);
    }

    /** As a clock shows it where it is long. */
    static String duration(double seconds) {
        long whole = Math.round(seconds);
        return whole < 100
                ? whole + " s"
                : whole < 3600
                        ? String.format(Locale.ROOT, "%d:%02d min", whole / 60, whole % 60)
                        : String.format(Locale.ROOT, "%d:%02d h", whole / 3600, whole % 3600 / 60);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
