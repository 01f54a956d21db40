package dev.thaw.platform.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.Manifest.ImageSize;
import dev.thaw.finetuning.keras.BaseModel;
import dev.thaw.finetuning.plan.FineTuningPlan;
import dev.thaw.finetuning.plan.PlanReader;
import dev.thaw.finetuning.training.FineTuningTask;
import dev.thaw.platform.connection.CommandException;
import dev.thaw.platform.connection.PlatformAddress;
import dev.thaw.platform.connection.PlatformConnection;
import dev.thaw.platform.console.Console;
import dev.thaw.platform.dataset.BaseChoice;
import dev.thaw.platform.dataset.BaseFile;
import dev.thaw.platform.dataset.ImageFolder;
import dev.thaw.platform.run.Pipeline;
import dev.thaw.platform.run.PipelineRequest;
import dev.thaw.platform.run.RunResult;
import dev.thaw.platform.run.RunSummary;
import dev.thaw.platform.supervise.OpenPlatform;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The whole pipeline on a person's images. */
@Command(name = "run", description = "Fine-tune a base model on a folder of images, from upload to a judged model.", mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

    @Mixin
    private PlatformOptions platform;

    @Mixin
    private DatasetOptions options;

    @Option(names = "--dataset", required = true, converter = DatasetName.class, paramLabel = "NAME", description = "the data set that the images belong to")
    private String dataset;

    @Option(names = "--images", required = true, paramLabel = "DIR", description = "DIR/<label>/* or DIR/{train,validation,test}/<label>/*")
    private Path images;

    @Option(names = "--base", required = true, paramLabel = "FILE|NAME", description = "the pre-trained Keras model, .h5 or .keras, or published weights by name, such as ResNet50")
    private String base;

    @Mixin
    private BaseOptions bases;

    @Option(names = "--result", paramLabel = "FILE", description = "write what the run came to, as JSON")
    private Path result;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Console console = Console.standard();
        // Everything that can be wrong with what was asked is found before anything is started.
        ImageFolder folder = folder();
        String plan = options.plan();
        ImageSize size = options.imageSize();
        BaseChoice choice = bases.choice(base, options);
        BaseFile here = bucketMayHaveIt() ? choice.findHere().orElse(null) : choice.here();
        if (here != null && plan != null) {
            tryPlan(PlanReader.read(plan), here.model(size), folder);
        }
        if (result != null) {
            Json.requireWritable(result);
        }
        Asked asked = (bucket, models) -> new PipelineRequest(dataset, folder, here == null ? choice.in(bucket) : here, plan,
                size,
                options.resize(), models);
        Optional<PlatformAddress> elsewhere = platform.elsewhere();
        RunResult outcome;
        if (elsewhere.isPresent()) {
            outcome = run(elsewhere.get(), asked, 0, false, console);
        } else {
            try (OpenPlatform open = OpenPlatform.on(PlatformOptions.root(), platform.work(), console)) {
                outcome = run(open.address(), asked, open.seconds(), open.own(), console);
            }
        }
        RunSummary.print(outcome, console);
        if (result != null) {
            Json.write(result, outcome);
        }
        return 0;
    }

    /** What is to be run, when it is known what the bucket has. */
    @FunctionalInterface
    private interface Asked {
        PipelineRequest with(Bucket bucket, Path models) throws IOException;
    }

    private ImageFolder folder() throws IOException {
        ImageFolder folder = ImageFolder.read(images, options.allFiles());
        if (folder.labels().size() < 2) {
            throw new CommandException(
                    images + " has images of one label only, " + folder.labels() + "; a classifier needs at least two");
        }
        return folder;
    }

    /** A plan for another base is found out here, not after everything was uploaded. */
    private static void tryPlan(FineTuningPlan plan, BaseModel base, ImageFolder folder) {
        FineTuningTask.prepare(base, plan, TrialLabels.of(plan, folder.labels().stream()).toList());
    }

    /** Published weights that cannot be fetched may have been put into the bucket before, if there is one yet. */
    private boolean bucketMayHaveIt() {
        return platform.elsewhere().isPresent() || Files.exists(platform.work().servers());
    }

    private RunResult run(PlatformAddress address, Asked asked, double platformSeconds, boolean own, Console console)
            throws IOException, InterruptedException {
        try (PlatformConnection connection = new PlatformConnection(address)) {
            PipelineRequest request = asked.with(connection.bucket(), platform.work().path().resolve("models"));
            return new Pipeline(connection, console, own).run(request, platformSeconds);
        }
    }
}
