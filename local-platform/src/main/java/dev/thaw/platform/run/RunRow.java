package dev.thaw.platform.run;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.thaw.contract.event.CandidateReady;
import dev.thaw.contract.event.CheckpointEvaluated;
import dev.thaw.contract.event.RunState;
import dev.thaw.contract.event.StageReport;
import dev.thaw.contract.event.TrainingProgress;
import dev.thaw.contract.event.TrainingRequested;

/**
 * A run in a list of runs. What is not known yet, or never will be, is null.
 *
 * @param stage the stage that it is in, or was in last
 * @param detail why it failed, what was decided
 * @param sequence of the state: the higher is the later
 * @param at when it came into its state
 * @param reason why it started
 * @param epoch of the stage, from 1
 * @param best the best on the validation split so far; at the end that of the candidate
 * @param stoppedBy what ended each stage, once the training is over
 * @param decision "PROMOTED" or "REFUSED" by the gates
 * @param version of the model
 * @param seconds that its stages took, once the training is over
 */
public record RunRow(String run, String dataset, RunState.State state, String stage, int attempt, String detail, long sequence,
        Instant at, String reason, String base, String manifest, Integer epoch, Integer epochs, Best best, List<Stop> stoppedBy,
        Double testAccuracy, Double testLoss, String decision, Integer version, Double seconds) {

    /** @param macroF1 mean F1 of the classes, or null */
    public record Best(String stage, int epoch, Double loss, double accuracy, Double macroF1) {
    }

    /** @param by the rule, or "epochs" */
    public record Stop(String stage, String by) {
    }

    public RunRow {
        stoppedBy = List.copyOf(stoppedBy);
    }

    /** @return empty for a run that has no state yet: it was asked for a moment ago */
    public static Optional<RunRow> of(RunHistory run) {
        return run.state().map(state -> of(run, state));
    }

    private static RunRow of(RunHistory run, RunState state) {
        Optional<TrainingProgress> progress = run.progress();
        Optional<CheckpointEvaluated> best = run.candidate().map(CandidateReady::checkpoint).flatMap(run.curves()::score)
                .or(run.curves()::best);
        List<StageReport> stages = run.candidate().map(CandidateReady::stages).orElse(List.of());
        String lastStage = run.curves().stages().values().stream().reduce((first, second) -> second).orElse(state.stage());
        return new RunRow(run.run(), state.dataset(), state.state(),
                progress.map(TrainingProgress::stage).orElse(lastStage), state.attempt(), state.detail(), state.sequence(),
                state.at(), run.request().map(TrainingRequested::reason).orElse(null),
                run.request().map(request -> request.base().name()).orElse(null),
                run.request().map(TrainingRequested::manifest).orElse(null),
                progress.map(TrainingProgress::epoch).orElse(null), progress.map(TrainingProgress::epochs).orElse(null),
                best.map(RunRow::best).orElse(null),
                stages.stream().map(stage -> new Stop(stage.name(), stage.stoppedBy())).toList(),
                run.test().map(test -> test.metrics().accuracy()).orElse(null),
                run.test().map(test -> test.metrics().loss()).orElse(null),
                run.decision().map(decided -> decided.outcome().name()).orElse(null),
                run.decision().map(decided -> decided.version()).orElse(null),
                stages.isEmpty() ? null : stages.stream().mapToDouble(StageReport::seconds).sum());
    }

    private static Best best(CheckpointEvaluated score) {
        return new Best(score.stage(), score.epoch(), score.metrics().loss(), score.metrics().accuracy(),
                score.metrics().macroF1());
    }
}
