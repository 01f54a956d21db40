package dev.thaw.platform.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.thaw.contract.bucket.DatasetDefinition.Resize;
import dev.thaw.contract.bucket.Manifest.ImageSize;
import dev.thaw.finetuning.plan.PlanReader;
import dev.thaw.platform.connection.CommandException;
import dev.thaw.platform.dataset.TextFile;
import picocli.CommandLine.Option;

/** How images are fitted and what is trained on them. */
public final class DatasetOptions {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,6})(?:x(\\d{1,6}))?");
    private static final int SMALLEST = 8;
    private static final int LARGEST = 2048;

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
        String yaml = TextFile.read(plan);
        PlanReader.read(yaml);
        return yaml;
    }

    /** Null if none was given. */
    public ImageSize imageSize() {
        if (imageSize == null) {
            return null;
        }
        Matcher sides = SIZE.matcher(imageSize);
        int height = sides.matches() ? Integer.parseInt(sides.group(1)) : 0;
        int width = height == 0 || sides.group(2) == null ? height : Integer.parseInt(sides.group(2));
        if (Math.min(height, width) < SMALLEST || Math.max(height, width) > LARGEST) {
            throw new CommandException("--image-size takes a number of pixels, such as 224, or height and width, such as 160x224,"
                    + " each from " + SMALLEST + " to " + LARGEST + ", not " + imageSize);
        }
        return new ImageSize(height, width);
    }
}
