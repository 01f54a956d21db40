package dev.thaw.platform.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import dev.thaw.contract.bucket.DatasetDefinition.Resize;
import dev.thaw.contract.bucket.Manifest.ImageSize;
import dev.thaw.finetuning.plan.FineTuningPlan;
import dev.thaw.finetuning.plan.PlanReader;
import dev.thaw.platform.connection.CommandException;
import dev.thaw.platform.console.Console;
import dev.thaw.platform.dataset.ImageFolder;
import dev.thaw.platform.model.LocalImages;
import dev.thaw.platform.model.PixelReader;
import dev.thaw.platform.picture.AugmentationSheet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Draws what a plan's augmentation makes of images. */
@Command(name = "augment", description = "Draw what training will see: a contact sheet of images and what a plan's augmentation makes of them.", mixinStandardHelpOptions = true)
final class AugmentCommand implements Callable<Integer> {
    private static final ImageSize USUAL_SIZE = new ImageSize(224, 224);

    @Mixin
    private DatasetOptions options;

    @Option(names = "--images", required = true, paramLabel = "DIR", description = "DIR/<label>/* or DIR/{train,validation,test}/<label>/*")
    private Path images;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "the picture to write, .png")
    private Path out;

    @Option(names = "--rows", paramLabel = "N", defaultValue = "6", description = "how many images (default: 6)")
    private int rows;

    @Option(names = "--columns", paramLabel = "N", defaultValue = "5", description = "how many variants, and how many epochs (default: 5)")
    private int columns;

    @Option(names = "--stage", paramLabel = "N", defaultValue = "1", description = "the stage whose epochs are drawn, counted from 1 (default: 1)")
    private int stage;

    @Override
    public Integer call() throws IOException {
        String yaml = options.plan();
        FineTuningPlan plan = yaml == null ? PlanReader.defaultPlan() : PlanReader.read(yaml);
        if (rows < 1 || columns < 1 || stage < 1) {
            throw new CommandException("--rows, --columns and --stage are at least 1");
        }
        Console console = Console.standard();
        ImageFolder folder = ImageFolder.read(images, options.allFiles());
        ImageSize size = options.imageSize() == null ? USUAL_SIZE : options.imageSize();
        Resize resize = options.resize() == null ? Resize.SQUASH : options.resize();
        LocalImages read = LocalImages.read(folder, new PixelReader(size, resize), rows, console);
        new AugmentationSheet(plan, read, folder.labels(), size).write(out, columns, stage - 1);
        console.line("wrote " + out);
        return 0;
    }
}
