package dev.thaw.evaluator.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.event.BaseModel;
import dev.thaw.contract.event.CheckpointEvaluated;
import dev.thaw.contract.event.CheckpointSaved;
import dev.thaw.contract.event.ImageRejected;
import dev.thaw.contract.event.Metrics;
import dev.thaw.contract.event.Rejection;
import dev.thaw.contract.event.Split;
import dev.thaw.contract.event.TrainingRequested;
import dev.thaw.contract.event.TrainingSignal;
import dev.thaw.evaluator.judgement.EpochScore;

class RunStoryTest {
    private static final BaseModel BASE = new BaseModel("small", "bases/small/small.keras", "0".repeat(64), null);
    private final RunStory story = new RunStory("parts", "run-a");

    @Test
    void onlyTheRunsOwnEventsMakeItsStory() {
        // when
        story.apply(new TrainingRequested("parts", "run-b", "manifests/parts/1.json", BASE, null, "another run"));
        story.apply(new TrainingRequested("parts", "run-a", "manifests/parts/1.json", BASE, null, "20 new images"));
        epoch("run-b", 1, 1, 0.9);
        epoch("run-a", 1, 1, 0.5);

        // then
        assertThat(story.request()).map(TrainingRequested::reason).contains("20 new images");
        assertThat(story.scores(0).scores()).extracting(EpochScore::loss).containsExactly(0.5);
        assertThat(story.trainingLoss("runs/run-a/1/0-1/")).isEqualTo(0.6);
    }

    @Test
    void epochsThatALaterAttemptTrainedAgainCountOnce() {
        // when: the second attempt goes on from the first one's epoch 1
        epoch("run-a", 1, 1, 0.5);
        epoch("run-a", 1, 2, 0.4);
        epoch("run-a", 1, 3, 0.3);
        epoch("run-a", 2, 2, 0.41);

        // then
        assertThat(story.scores(0).scores()).extracting(EpochScore::loss).containsExactly(0.5, 0.41);
    }

    @Test
    void whyAStageStoppedIsWhatTheSignalOfThatRuleSaid() {
        story.apply(new TrainingSignal("parts", "run-a", 1, 0, TrainingSignal.Action.STOP_STAGE, "patience", "no better since 3",
                null, 3, List.of(), "evaluator", 1));

        assertThat(story.stopReason(0, "patience")).contains("no better since 3");
        assertThat(story.stopReason(0, "epochs")).isEmpty();
        assertThat(story.stopReason(1, "patience")).isEmpty();
    }

    @Test
    void anArrivalThatWasRejectedAgainCountsOnceWithItsLastReason() {
        story.apply(new ImageRejected("parts", "a1", "good", null, Rejection.UNKNOWN_LABEL, "no such label", 0));
        story.apply(new ImageRejected("parts", "a1", "good", null, Rejection.CORRUPT, "it ends in the middle", 1));
        story.apply(new ImageRejected("other", "a2", "good", null, Rejection.CORRUPT, "of another data set", 0));

        assertThat(story.rejected()).hasSize(1);
        assertThat(story.rejected().get("a1").reason()).isEqualTo(Rejection.CORRUPT);
    }

    private void epoch(String run, int attempt, int epoch, double loss) {
        String checkpoint = BucketLayout.checkpoint(run, attempt, 0, epoch);
        story.apply(new CheckpointSaved("parts", run, attempt, checkpoint, "head", 0, epoch, loss + 0.1, "manifests/parts/1.json",
                BASE, "plan"));
        story.apply(new CheckpointEvaluated("parts", run, attempt, checkpoint, "head", 0, epoch,
                new Metrics(Split.VALIDATION, 10, loss, 0.5, List.of(), List.of()), epoch, checkpoint, 0.1));
    }
}
