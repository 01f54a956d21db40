package dev.thaw.platform.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.thaw.contract.bucket.DatasetDefinition.Resize;
import dev.thaw.contract.bucket.Manifest.ImageSize;
import dev.thaw.finetuning.plan.PlanReader;
import dev.thaw.platform.connection.CommandException;
import picocli.CommandLine.Option;

/** How images are fitted and what is trained on them. */
public final class DatasetOptions {

    @Option(names = "--plan", paramLabel = "FILE", description = "the plan of the runs, YAML (default: the head, then the top of the backbone)")
    private Path plan;

    @Option(names = "--preprocessing", paramLabel = "NAME", description = "what the base was trained with: tf, caffe, torch, unit or none (default: recognised)")
    private String preprocessing;

    @Option(names = "--image-size", paramLabel = "PIXELS|HxW", description = "size of the images (default: the base's)")
    private String imageSize;

    @Option(names = "--resize", paramLabel = "HOW", description = "squash, crop or pad (default: squash)")
    private Resize resize;

    @Option(names = "--all-files", description = "send every file, not only those that look like images")
    private boolean allFiles;

    public Resize resize() {
        return resize;
    }

    public boolean allFiles() {
        return allFiles;
    }

    public String preprocessing() {
        return preprocessing;
    }

    /** The plan's text, found to be a plan; null if none was given. */
    public String plan() throws IOException {
        if (plan == null) {
            return null;
        }
        if (!Files.isRegularFile(plan)) {
            throw new CommandException("there is no plan " + plan);
        }
        String yaml = Files.readString(plan);
        PlanReader.read(yaml);
        return yaml;
    }

    /** Null if none was given. */
    public ImageSize imageSize() {
        if (imageSize == null) {
            return null;
        }
        String[] sides = imageSize.split("x");
        try {
            return new ImageSize(Integer.parseInt(sides[0]), Integer.parseInt(sides[sides.length - 1]));
        } catch (NumberFormatException e) {
            throw new CommandException(
                    "--image-size takes a number of pixels, such as 224, or height and width, such as 160x224, not "
                            + imageSize,
                    e);
        }
    }
}
