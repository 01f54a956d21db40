package dev.thaw.trainer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.event.RunState.State;
import dev.thaw.contract.event.TrainingRequested;
import dev.thaw.finetuning.engine.Engine;
import dev.thaw.finetuning.evaluation.CheckpointScorer;
import dev.thaw.finetuning.evaluation.LocalJudge;
import dev.thaw.finetuning.training.DivergedException;
import dev.thaw.finetuning.training.FeatureBank;
import dev.thaw.finetuning.training.FineTuner;
import dev.thaw.finetuning.training.FineTuningResult;
import dev.thaw.finetuning.training.TrainingCancelledException;
import dev.thaw.finetuning.training.TrainingSuspendedException;
import dev.thaw.service.EventPublisher;
import dev.thaw.service.EventReaders;
import dev.thaw.service.LogContext;
import dev.thaw.service.Shutdown;
import dev.thaw.service.tuning.BucketCheckpointStore;
import dev.thaw.service.tuning.BucketShardStore;

/** One attempt at a run with the fine-tuning library: fetches, goes on from the newest checkpoint, trains, hands in the candidate. */
final class FineTuningAttempt implements AttemptRunner {
    private static final String FEATURES = "features";
    private final TrainerConfig config;
    private final Path cache;
    private final long bankBytes;
    private final Bucket bucket;
    private final Engine engine;
    private final Claims claims;
    private final EventPublisher publisher;
    private final EventReaders readers;
    private final RunStates states;
    private final Shutdown shutdown;
    private final TrainerMetrics metrics;
    /** Those of the attempt before are listened to until the next one begins: what comes late is answered too. */
    private AttemptSignals signals;

    FineTuningAttempt(TrainerConfig config, Path cache, long bankBytes, Bucket bucket, Engine engine, Claims claims,
            EventPublisher publisher,
            EventReaders readers, RunStates states, Shutdown shutdown, TrainerMetrics metrics) {
        this.config = config;
        this.cache = cache;
        this.bankBytes = bankBytes;
        this.bucket = bucket;
        this.engine = engine;
        this.claims = claims;
        this.publisher = publisher;
        this.readers = readers;
        this.states = states;
        this.shutdown = shutdown;
        this.metrics = metrics;
    }

    @Override
    public void run(TrainingRequested request, Claim claim)
            throws RequestFailedException, CancelledException, IOException, InterruptedException {
        if (signals != null) {
            signals.close();
        }
        signals = new AttemptSignals(request, claim, readers, publisher, metrics);
        states.tell(request, State.TRAINING, claim.attempt(), null, null);
        try (LogContext context = LogContext.empty().dataset(request.dataset()).run(request.run());
                ClaimWatch watch = new ClaimWatch(claim, claims, config.claimCheck())) {
            Departure departure = new Departure(shutdown::begun, watch::lost);
            run(request, claim, departure, context);
            signals.over();
        } catch (TrainingSuspendedException e) {
            throw new LeavingException("the service is going down; " + e.getMessage());
        } catch (TrainingCancelledException e) {
            signals.cancelled(e.order());
            throw new CancelledException(e.order().reason());
        } catch (DivergedException e) {
            signals.over();
            throw new RequestFailedException(e.getMessage(), e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            signals.left();
        }
    }

    private void run(TrainingRequested request, Claim claim, Departure departure, LogContext context)
            throws RequestFailedException, IOException, InterruptedException {
        try (ProgressReporter progress = new ProgressReporter(request, claim.attempt(), publisher, config.progressInterval(),
                () -> {
                    departure.leaveIfMust();
                    signals.leaveIfCancelled();
                }, context, signals.answers())) {
            RunInputs inputs = RunInputs.read(request, bucket, cache, progress);
            RunFit.ofThisProcess(engine.memoryLimit(), cache.resolve(FEATURES), bankBytes).check(inputs.needs());
            inputs.fetchPixels(config.parallelFetches(), progress);
            RunAnnouncements announcements = new RunAnnouncements(request, inputs.planYaml(), claim, claims, publisher);
            FineTuningResult result = train(request, claim, inputs, announcements, progress, departure);
            if (!claims.stands(claim)) {
                throw new LeavingException("another attempt holds the run");
            }
            // before the candidate: the evaluator may decide at once, and its word about the run must be the last
            states.tell(request, State.JUDGING, claim.attempt(), null, null);
            announcements.announce(result);
        }
    }

    private FineTuningResult train(TrainingRequested request, Claim claim, RunInputs inputs, RunAnnouncements announcements,
            ProgressReporter progress, Departure departure) {
        BucketCheckpointStore checkpoints = new BucketCheckpointStore(bucket, request.run(), claim.attempt());
        FeatureBank bank = new FeatureBank(new BucketShardStore(bucket), cache.resolve(FEATURES), bankBytes);
        try (CheckpointScorer scorer = new CheckpointScorer(engine, inputs.task(), inputs.pixels(), bank)) {
            KafkaJudge judge = new KafkaJudge(announcements, signals.verdicts(), config.evaluatorPatience(), checkpoints,
                    () -> new LocalJudge(scorer, inputs.task(), inputs.images()), progress, departure);
            FineTuner tuner = new FineTuner(engine, inputs.task(), inputs.images(), inputs.pixels(), bank, checkpoints, judge,
                    progress);
            if (claim.from() == null) {
                return tuner.run();
            }
            progress.message("attempt " + claim.attempt() + " goes on from checkpoint " + claim.from());
            return tuner.resume(claim.from());
        }
    }
}
