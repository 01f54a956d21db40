package dev.thaw.evaluator.judgement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;

import dev.thaw.contract.event.CheckpointEvaluated;
import dev.thaw.contract.event.ClassMetrics;
import dev.thaw.contract.event.EventCodec;
import dev.thaw.contract.event.Metrics;
import dev.thaw.contract.event.Split;
import dev.thaw.evaluator.runs.RunLedger;
import dev.thaw.finetuning.evaluation.StageHistory;
import dev.thaw.finetuning.plan.FineTuningPlan;
import dev.thaw.finetuning.plan.PlanReader;
import dev.thaw.finetuning.plan.ValidationScore;
import dev.thaw.finetuning.training.Spent;
import dev.thaw.finetuning.training.StopOrder;

/** The evaluator, who has its scores from the topics, stops where a trainer stops that judges itself. */
class StopAgreementTest {
    private static final int HISTORIES = 2000;

    @Test
    void evaluatorAndTrainerStopAtTheSameEpochForTheSameReasonWithTheSameBest() throws IOException {
        int stopped = 0;
        for (long seed = 0; seed < HISTORIES; seed++) {
            // given
            Random random = new Random(seed);
            FineTuningPlan plan = plan(random);
            List<CheckpointEvaluated> scores = scores(random);

            // when
            StageHistory trainer = new StageHistory(plan.earlyStopping(), plan.stages().get(0).patience());
            scores.forEach(score -> trainer.add(entry(score)));
            RunLedger evaluator = new RunLedger();
            Optional<StopDecision> told = Optional.empty();
            for (CheckpointEvaluated score : scores) {
                evaluator.apply(EventCodec.json().readValue(EventCodec.data(score), CheckpointEvaluated.class));
                StageJudgement judgement = StageJudgement.of(evaluator.stage("r", 0), plan, 0);
                told = told.or(judgement::stop);
            }

            // then
            assertThat(told.map(StopDecision::action)).as("seed %d", seed).isEqualTo(trainer.order().map(StopOrder::action));
            assertThat(told.map(StopDecision::rule)).as("seed %d", seed).isEqualTo(trainer.order().map(StopOrder::rule));
            Optional<EpochScore> best = StageJudgement.of(evaluator.stage("r", 0), plan, 0).best();
            assertThat(best.map(EpochScore::checkpoint).orElse(null)).as("seed %d", seed)
                    .isEqualTo(trainer.verdict().bestCheckpoint());
            if (told.isPresent()) {
                stopped++;
                assertThat(told.get().evidence()).as("seed %d", seed).hasSameSizeAs(trainer.entries());
                assertThat(told.get().reason()).startsWith(trainer.order().orElseThrow().reason());
            }
        }
        assertThat(stopped).isBetween(HISTORIES / 3, HISTORIES - 100);
    }

    private static FineTuningPlan plan(Random random) {
        String metric = List.of("loss", "accuracy", "macro_f1").get(random.nextInt(3));
        return PlanReader
                .read("""
                        earlyStopping: {metric: %s, minDelta: %s, target: %s, gap: %s, gapEpochs: %d, stageSeconds: %s, runSeconds: %s, runEpochs: %d}
                        stages:
                          - {name: head, thaw: none, learningRate: 0.01, epochs: 60, patience: %d}
                        """
                        .formatted(metric, random.nextBoolean() ? 0 : 0.03, random.nextInt(4) == 0 ? 0.97 : 0,
                                random.nextInt(3) == 0 ? 0.4 : 0, 1 + random.nextInt(3), random.nextInt(5) == 0 ? 15 : 0,
                                random.nextInt(5) == 0 ? 30 : 0, random.nextInt(5) == 0 ? 12 : 0, 2 + random.nextInt(8)));
    }

    /** Of up to 12 epochs; now and then the attempt was killed, and the next one goes on from an epoch before. */
    private static List<CheckpointEvaluated> scores(Random random) {
        List<CheckpointEvaluated> scores = new ArrayList<>();
        int attempt = 1;
        for (int epoch = 1; epoch <= 1 + random.nextInt(12); epoch++) {
            attempt += random.nextInt(6) == 0 ? 1 : 0;
            Double loss = random.nextInt(30) == 0 ? null : 0.05 + random.nextDouble();
            Double f1 = random.nextDouble();
            Metrics metrics = new Metrics(Split.VALIDATION, 100, loss, random.nextDouble(),
                    List.of(new ClassMetrics("cats", 50, 1.0, 1.0, 1.0, f1), new ClassMetrics("dogs", 50, 1.0, 1.0, 1.0, 1.0),
                            new ClassMetrics("none", 0, null, null, null, null)),
                    List.of());
            scores.add(new CheckpointEvaluated("d", "r", attempt, "runs/r/" + attempt + "/0-" + epoch + "/", "head", 0, epoch,
                    metrics, 0, null, 0.1, random.nextInt(10) == 0 ? null : random.nextDouble(),
                    new dev.thaw.contract.event.Spent(epoch * 2.5, 10 + epoch * 2.5, 5 + epoch), null));
        }
        return scores;
    }

    /** As the trainer's own judge would have it, from its own figures. */
    private static StageHistory.Entry entry(CheckpointEvaluated score) {
        Metrics metrics = score.metrics();
        double macroF1 = metrics.perClass().stream().filter(figures -> figures.f1() != null).mapToDouble(ClassMetrics::f1)
                .average().orElse(Double.NaN);
        return new StageHistory.Entry(score.epoch(), score.checkpoint(),
                new ValidationScore(number(metrics.loss()), metrics.accuracy(), macroF1), number(score.trainingLoss()),
                new Spent(score.spent().stageSeconds(), score.spent().runSeconds(), score.spent().runEpochs()));
    }

    private static double number(Double value) {
        return value == null ? Double.NaN : value;
    }
}
