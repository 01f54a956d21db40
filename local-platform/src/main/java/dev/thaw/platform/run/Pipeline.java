package dev.thaw.platform.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.DatasetDefinition;
import dev.thaw.contract.bucket.Manifest;
import dev.thaw.contract.event.ModelDecided;
import dev.thaw.contract.event.RunState;
import dev.thaw.contract.event.TrainingAsked;
import dev.thaw.contract.kafka.EventReader;
import dev.thaw.dataset.Declarations;
import dev.thaw.platform.connection.CommandException;
import dev.thaw.platform.connection.PlatformConnection;
import dev.thaw.platform.console.Console;
import dev.thaw.platform.dataset.ArrivalCounts;
import dev.thaw.platform.dataset.DatasetWish;
import dev.thaw.platform.dataset.Declaration;
import dev.thaw.platform.dataset.ImageUpload;

/**
 * The whole way on a platform: declare the data set, send its images, ask for training, read along until the candidate is
 * judged, and bring the model home.
 */
public final class Pipeline {
    private final PlatformConnection platform;
    private final Console console;
    private final boolean cancelAtExit;

    /** @param cancelAtExit whether a run ends with the command when that is interrupted, because its platform does */
    public Pipeline(PlatformConnection platform, Console console, boolean cancelAtExit) {
        this.platform = platform;
        this.console = console;
        this.cancelAtExit = cancelAtExit;
    }

    /**
     * @param platformSeconds how long it took until the platform was ready, for the result
     * @throws CommandException if the run failed or was cancelled
     */
    public RunResult run(PipelineRequest request, double platformSeconds) throws IOException, InterruptedException {
        Stopwatch watch = new Stopwatch();
        declare(request);
        ArrivalCounts arrivals = new ImageUpload(platform, console).send(request.dataset(), request.images().files());
        double ingest = watch.lap();
        String run = RunName.fresh(request.dataset());
        console.line("run " + run);
        RunHistory history;
        double train;
        try (EventReader reader = platform.reader(RunFollower.TOPICS)) {
            platform.writer().write(new TrainingAsked(request.dataset(), run, "asked for by a person, with thaw run"));
            RunFollower follower = new RunFollower(run, console);
            history = cancelAtExit ? followOrCancel(follower, reader, request.dataset(), run) : follower.follow(reader);
            train = follower.trainedAt().map(watch::until).orElse(0.0);
        }
        double judged = watch.lap();
        requireDecision(history);
        Path model = copy(request, history);
        RunResult.Seconds seconds = new RunResult.Seconds(platformSeconds + watch.total(), platformSeconds, ingest, train,
                judged - train);
        return RunResult.of(history, splits(history), arrivals, model, seconds);
    }

    private RunHistory followOrCancel(RunFollower follower, EventReader reader, String dataset, String run) {
        CancelAtExit cancellation = new CancelAtExit(platform.writer(), dataset, run);
        try {
            return follower.follow(reader);
        } finally {
            cancellation.close();
        }
    }

    private void declare(PipelineRequest request) throws IOException, InterruptedException {
        Bucket bucket = platform.bucket();
        Optional<DatasetDefinition> present = Declarations.find(bucket, request.dataset());
        Manifest.ImageSize size = request.imageSize();
        if (size == null) {
            size = present.map(DatasetDefinition::imageSize).orElse(request.base().imageSize());
        }
        DatasetWish wish = new DatasetWish(request.base().upload(bucket), request.plan() == null ? "" : request.plan(), size,
                request.resize(), request.images().ownValidation() ? 0.0 : null, null, null);
        DatasetDefinition definition = new Declaration(bucket, platform.writer()::write).declare(request.dataset(), wish);
        console.line("data set " + request.dataset() + ", version " + definition.version() + ": "
                + request.images().files().size() + " images of " + request.images().labels().size() + " labels at "
                + size.height() + " x " + size.width() + ", base " + request.base().name());
    }

    private static void requireDecision(RunHistory history) {
        if (!history.decided()) {
            RunState state = history.state().orElseThrow();
            String why = state.detail() == null ? "see the services' logs" : state.detail();
            throw new CommandException(state.state() == RunState.State.CANCELLED
                    ? "run " + history.run() + " was cancelled: " + why
                    : "run " + history.run() + " failed: " + why);
        }
    }

    private Path copy(PipelineRequest request, RunHistory history) throws IOException {
        ModelDecided decision = history.decision().orElseThrow();
        return ModelCopy.to(request.models().resolve(request.dataset()).resolve(Integer.toString(decision.version())),
                platform.bucket(), history.test().orElseThrow().model());
    }

    private SplitCounts splits(RunHistory history) throws IOException {
        return SplitCounts.read(platform.bucket(), history.candidate().orElseThrow().manifest());
    }
}
