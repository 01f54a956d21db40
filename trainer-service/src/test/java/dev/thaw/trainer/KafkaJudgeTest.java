package dev.thaw.trainer;

import static dev.thaw.trainer.SampleEvents.checkpoint;
import static dev.thaw.trainer.SampleEvents.evaluated;
import static dev.thaw.trainer.SampleEvents.person;
import static dev.thaw.trainer.SampleEvents.stopStage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.thaw.contract.event.CheckpointEvaluated;
import dev.thaw.contract.event.TrainingSignal.Action;
import dev.thaw.finetuning.network.Weights;
import dev.thaw.finetuning.plan.ValidationScore;
import dev.thaw.finetuning.training.Checkpoint;
import dev.thaw.finetuning.training.CheckpointState;
import dev.thaw.finetuning.training.CheckpointStore;
import dev.thaw.finetuning.training.Judge;
import dev.thaw.finetuning.training.OptimizerState;
import dev.thaw.finetuning.training.SavedCheckpoint;
import dev.thaw.finetuning.training.StageVerdict;
import dev.thaw.finetuning.training.StopOrder;
import dev.thaw.finetuning.training.TrainingListener;

class KafkaJudgeTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofMillis(50);
    private final List<IgnoredSignal> ignored = new ArrayList<>();
    private final RunVerdicts verdicts = new RunVerdicts(1,
            (signal, why) -> ignored.add(why));
    private final List<String> announced = new ArrayList<>();
    private final List<String> messages = new ArrayList<>();
    private final MemoryStore store = new MemoryStore();
    private final ScriptedJudge local = new ScriptedJudge();
    private boolean goingDown;
    private boolean lost;

    @Test
    void announcesEachCheckpointAndTakesTheEvaluatorsWordForTheBest() {
        // given
        KafkaJudge judge = judge(LONG);
        submit(judge, 0, 1, 2);
        verdicts.evaluated(evaluated(1, 0, 1, 0.4, 1));
        verdicts.evaluated(evaluated(1, 0, 2, 0.6, 1));

        // when
        StageVerdict verdict = judge.conclude(0, 2);

        // then
        assertThat(announced).containsExactly(checkpoint(1, 0, 1), checkpoint(1, 0, 2));
        assertThat(verdict)
                .isEqualTo(new StageVerdict(checkpoint(1, 0, 1), 1, new ValidationScore(0.4, 0.5, Double.NaN), "epochs", 2));
        assertThat(local.submitted).isEmpty();
    }

    @Test
    void whatTheEvaluatorScoredInAnEarlierAttemptIsNotAnnouncedAgain() {
        // given
        KafkaJudge judge = judge(LONG);
        verdicts.evaluated(evaluated(1, 0, 1, 0.4, 1));

        // when
        submit(judge, 0, 1, 2);

        // then
        assertThat(announced).containsExactly(checkpoint(1, 0, 2));
    }

    @Test
    void passesAStopOnAndRestoresWhatItNamesWithoutWaitingForMore() {
        // given
        KafkaJudge judge = judge(LONG);
        submit(judge, 0, 1, 2, 3);
        verdicts.evaluated(evaluated(1, 0, 1, 0.4, 1));
        verdicts.signalled(stopStage(1, 0, checkpoint(1, 0, 1)), false);

        // when
        Optional<StopOrder> order = judge.order(0);
        StageVerdict verdict = judge.conclude(0, 3);

        // then
        assertThat(order).contains(new StopOrder(StopOrder.Action.STOP_STAGE, "patience", "no better epoch",
                SampleEvents.RUN + "/1/0/patience/1"));
        assertThat(verdict.bestEpoch()).isEqualTo(1);
        assertThat(verdict.stoppedBy()).isEqualTo("patience");
        assertThat(judge.order(1)).isEmpty();
    }

    @Test
    void waitsForTheLastScore() {
        // given
        KafkaJudge judge = judge(LONG);
        submit(judge, 0, 1);
        Thread evaluator = new Thread(() -> {
            pause(300);
            verdicts.evaluated(evaluated(1, 0, 1, 0.4, 1));
        });

        // when
        evaluator.start();
        StageVerdict verdict = judge.conclude(0, 1);

        // then
        assertThat(verdict.bestEpoch()).isEqualTo(1);
    }

    @Test
    void judgesItselfAndSaysSoWhenTheEvaluatorIsSilent() {
        // given
        KafkaJudge judge = judge(SHORT);
        submit(judge, 0, 1, 2);

        // when
        StageVerdict verdict = judge.conclude(0, 2);

        // then
        assertThat(local.submitted).containsExactly(checkpoint(1, 0, 1), checkpoint(1, 0, 2));
        assertThat(verdict).isEqualTo(ScriptedJudge.VERDICT);
        assertThat(messages).singleElement().asString().contains("the evaluator was silent");
    }

    @Test
    void anEvaluatorThatWasSilentIsAskedAgainInTheNextStage() {
        // given
        KafkaJudge judge = judge(SHORT);
        submit(judge, 0, 1);
        judge.conclude(0, 1);
        submit(judge, 1, 1);
        verdicts.evaluated(evaluated(1, 1, 1, 0.3, 1));

        // when
        StageVerdict verdict = judge.conclude(1, 1);

        // then
        assertThat(verdict.bestCheckpoint()).isEqualTo(checkpoint(1, 1, 1));
        assertThat(local.submitted).hasSize(1);
    }

    @Test
    void waitsForTheSignalThatTheLastScoreLeadsTo() {
        // given: the score and the signal are on different topics, and the score is read first
        KafkaJudge judge = judge(LONG);
        submit(judge, 0, 1, 2);
        verdicts.evaluated(evaluated(1, 0, 1, 0.4, 1));
        verdicts.evaluated(leadingToASignal(evaluated(1, 0, 2, 0.6, 1)));
        Thread evaluator = new Thread(() -> {
            pause(300);
            verdicts.signalled(stopStage(1, 0, checkpoint(1, 0, 1)), false);
        });

        // when
        evaluator.start();
        StageVerdict verdict = judge.conclude(0, 2);

        // then
        assertThat(verdict.stoppedBy()).isEqualTo("patience");
        assertThat(local.submitted).isEmpty();
    }

    @Test
    void aStopThatStoodBeforeAnAttemptWasTakenUpIsAskedForAgain() {
        // given
        KafkaJudge judge = judge(LONG);
        verdicts.evaluated(evaluated(1, 0, 1, 0.4, 1));
        verdicts.evaluated(leadingToASignal(evaluated(1, 0, 2, 0.6, 1)));

        // when
        submit(judge, 0, 1, 2);

        // then
        assertThat(announced).containsExactly(checkpoint(1, 0, 2));
    }

    @Test
    void anEndOfTheRunThatTheTrainerDecidesItselfIsObeyed() {
        // given
        KafkaJudge judge = judge(SHORT);
        submit(judge, 0, 1, 2);
        local.order = new StopOrder(StopOrder.Action.STOP_RUN, "target", "reached");

        // when
        judge.conclude(0, 2);

        // then
        assertThat(judge.order(0)).contains(local.order);
        assertThat(judge.order(1)).isEmpty();
    }

    @Test
    void saysWhileItTrainsThatTheEvaluatorIsAwayAndWhenItIsBackAndWhatComesLateHasNoEffect() {
        // given
        KafkaJudge judge = judge(SHORT);
        submit(judge, 0, 1);
        pause(100);
        judge.order(0);
        judge.order(0);
        assertThat(messages).singleElement().asString().contains("has been silent");
        judge.conclude(0, 1);
        submit(judge, 1, 1);

        // when: it judges what has waited for it
        verdicts.evaluated(evaluated(1, 0, 1, 0.4, 1));
        verdicts.signalled(stopStage(1, 0, checkpoint(1, 0, 1)), false);

        // then
        assertThat(judge.order(1)).isEmpty();
        // and perhaps, if this thread had to wait, that it is silent once more
        assertThat(messages).filteredOn(message -> message.contains("is back")).hasSize(1);
        assertThat(ignored).containsExactly(IgnoredSignal.OTHER_STAGE);
    }

    @Test
    void aStageWithoutAFiniteLossHasNoBest() {
        // given
        KafkaJudge judge = judge(LONG);
        submit(judge, 0, 1);
        verdicts.evaluated(evaluated(1, 0, 1, null, 0));

        // when
        StageVerdict verdict = judge.conclude(0, 1);

        // then
        assertThat(verdict.hasBest()).isFalse();
    }

    @Test
    void cancellationIsPassedOn() {
        KafkaJudge judge = judge(LONG);
        verdicts.signalled(person(Action.CANCEL, 1), false);

        assertThat(judge.order(0)).map(StopOrder::action).contains(StopOrder.Action.CANCEL);
    }

    @Test
    void leavesInTheMiddleOfWaiting() {
        KafkaJudge judge = judge(LONG);
        submit(judge, 0, 1);
        goingDown = true;

        assertThatThrownBy(() -> judge.conclude(0, 1)).isInstanceOf(LeavingException.class);
    }

    @Test
    void savesWhatIsDoneBeforeTheServiceGoesDown() {
        KafkaJudge judge = judge(LONG);
        goingDown = true;

        assertThat(judge.order(0)).map(StopOrder::action).contains(StopOrder.Action.SUSPEND);
    }

    @Test
    void savesNothingOnceAnotherAttemptHoldsTheRun() {
        KafkaJudge judge = judge(LONG);
        goingDown = true;
        lost = true;

        assertThatThrownBy(() -> judge.order(0)).isInstanceOf(LeavingException.class).hasMessageContaining("another attempt");
    }

    private KafkaJudge judge(Duration patience) {
        TrainingListener listener = new TrainingListener() {
            @Override
            public void message(String text) {
                messages.add(text);
            }
        };
        return new KafkaJudge(saved -> announced.add(saved.name()), verdicts, patience, store, () -> local, listener,
                new Departure(() -> goingDown, () -> lost));
    }

    private void submit(Judge judge, int stage, int... epochs) {
        for (int epoch : epochs) {
            Checkpoint checkpoint = new Checkpoint(new CheckpointState(stage, "stage-" + stage, epoch, 1),
                    Weights.empty(), new OptimizerState(0, Map.of()));
            judge.submit(new SavedCheckpoint(store.save(checkpoint), checkpoint));
        }
    }

    private static CheckpointEvaluated leadingToASignal(CheckpointEvaluated score) {
        return new CheckpointEvaluated(score.dataset(), score.run(), score.attempt(), score.checkpoint(), score.stage(),
                score.stageIndex(), score.epoch(), score.metrics(), score.bestEpoch(), score.bestCheckpoint(), score.seconds(),
                null, null, SampleEvents.RUN + "/1/0/patience/1");
    }

    private static void pause(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class MemoryStore implements CheckpointStore {
        private final Map<String, Checkpoint> checkpoints = new HashMap<>();

        @Override
        public String save(Checkpoint checkpoint) {
            String name = checkpoint(1, checkpoint.state().stageIndex(), checkpoint.state().epoch());
            checkpoints.put(name, checkpoint);
            return name;
        }

        @Override
        public Checkpoint load(String name) {
            return checkpoints.get(name);
        }
    }

    private static final class ScriptedJudge implements Judge {
        static final StageVerdict VERDICT = new StageVerdict(checkpoint(1, 0, 2), 2, new ValidationScore(0.2, 0.9, 0.9), "epochs",
                2);
        private final List<String> submitted = new ArrayList<>();
        private StopOrder order;

        @Override
        public void submit(SavedCheckpoint saved) {
            submitted.add(saved.name());
        }

        @Override
        public Optional<StopOrder> order(int stageIndex) {
            return Optional.ofNullable(order);
        }

        @Override
        public StageVerdict conclude(int stageIndex, int lastEpoch) {
            return VERDICT;
        }
    }
}
