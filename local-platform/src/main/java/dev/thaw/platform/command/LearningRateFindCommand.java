package dev.thaw.platform.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import dev.thaw.contract.bucket.DatasetDefinition.Resize;
import dev.thaw.contract.bucket.Manifest.ImageSize;
import dev.thaw.finetuning.plan.FineTuningPlan;
import dev.thaw.finetuning.plan.PlanReader;
import dev.thaw.finetuning.training.FineTuningTask;
import dev.thaw.finetuning.training.LearningRateCurve;
import dev.thaw.finetuning.training.LearningRateFinder;
import dev.thaw.finetuning.training.PreparedStage;
import dev.thaw.platform.connection.CommandException;
import dev.thaw.platform.console.Console;
import dev.thaw.platform.dataset.BaseFile;
import dev.thaw.platform.dataset.ImageFolder;
import dev.thaw.platform.model.LearningRateSearch;
import dev.thaw.platform.model.LocalImages;
import dev.thaw.platform.model.PixelReader;
import dev.thaw.platform.picture.LearningRatePlot;
import dev.thaw.yaml.NearestNames;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks for a good learning rate of a stage, without a platform. */
@Command(name = "lr-find", description = "Find a good learning rate for a stage: train it while the rate rises, and draw the loss (Smith's range test).", mixinStandardHelpOptions = true)
final class LearningRateFindCommand implements Callable<Integer> {

    @Option(names = "--base", required = true, paramLabel = "FILE|NAME", description = "the pre-trained Keras model, .h5 or .keras, or published weights by name, such as ResNet50")
    private String base;

    @Mixin
    private BaseOptions bases;

    @Option(names = "--images", required = true, paramLabel = "DIR", description = "DIR/<label>/* or DIR/{train,validation,test}/<label>/*")
    private Path images;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "the picture to write, .png")
    private Path out;

    @Option(names = "--stage", paramLabel = "NAME", description = "the stage of the plan (default: the first); the stages before it are trained first")
    private String stage;

    @Option(names = "--json", description = "print the curve and the suggestion as JSON")
    private boolean json;

    @Mixin
    private DatasetOptions options;

    /** What {@code --json} prints. */
    record Found(String stage, Double suggestion, double planned, boolean diverged, List<LearningRateCurve.Point> points) {
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Console console = json ? new Console(System.err, false) : Console.standard();
        BaseFile file = bases.choice(base, options).here();
        ImageSize size = options.imageSize() == null ? file.imageSize() : options.imageSize();
        String yaml = options.plan();
        FineTuningPlan plan = yaml == null ? PlanReader.defaultPlan() : PlanReader.read(yaml);
        ImageFolder folder = ImageFolder.read(images, options.allFiles());
        FineTuningTask task = FineTuningTask.prepare(
                size.equals(file.imageSize()) ? file.model() : file.model().resized(size.height(), size.width()), plan,
                folder.labels());
        PreparedStage prepared = stage(task);
        Resize resize = options.resize() == null ? Resize.SQUASH : options.resize();
        LocalImages read = LocalImages.read(folder, new PixelReader(size, resize),
                2 * LearningRateFinder.STEPS * plan.batchSize(), console);
        LearningRateCurve curve = new LearningRateSearch(task, read, console).find(prepared);
        new LearningRatePlot(curve, "Learning-rate range test: " + file.name() + ", stage " + prepared.name()).write(out);
        if (json) {
            Json.print(new Found(prepared.name(), curve.suggestion(), prepared.plan().learningRate(), curve.diverged(),
                    curve.points()));
        } else {
            tell(prepared, curve);
        }
        return 0;
    }

    private PreparedStage stage(FineTuningTask task) {
        if (stage == null) {
            return task.stages().get(0);
        }
        List<String> names = task.stages().stream().map(PreparedStage::name).toList();
        return task.stages().stream().filter(own -> own.name().equals(stage)).findFirst()
                .orElseThrow(() -> new CommandException("the plan has no stage " + stage + "; did you mean "
                        + NearestNames.to(stage, names, 1).get(0) + "?"));
    }

    private void tell(PreparedStage prepared, LearningRateCurve curve) {
        String suggestion = curve.suggestion() == null
                ? "the loss never fell: is the learning rate not what is wrong?"
                : String.format(Locale.ROOT, "the loss falls most steeply at a learning rate of %.1e (the plan has %.1e)",
                        curve.suggestion(), prepared.plan().learningRate());
        System.out.println("stage " + prepared.name() + ": " + suggestion + "; " + (curve.diverged()
                ? String.format(Locale.ROOT, "it diverges at about %.1e", curve.points().isEmpty()
                        ? LearningRateFinder.LOWEST
                        : curve.points().get(curve.points().size() - 1).rate())
                : "it does not diverge up to " + LearningRateFinder.HIGHEST));
        System.out.println("drawn in " + out);
    }
}
