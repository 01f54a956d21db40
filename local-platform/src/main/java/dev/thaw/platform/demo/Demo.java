package dev.thaw.platform.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import dev.thaw.platform.connection.PlatformConnection;
import dev.thaw.platform.console.Console;
import dev.thaw.platform.dataset.BaseFile;
import dev.thaw.platform.dataset.ImageFolder;
import dev.thaw.platform.run.Pipeline;
import dev.thaw.platform.run.PipelineRequest;
import dev.thaw.platform.run.RunResult;
import dev.thaw.platform.run.RunSummary;

/**
 * The pipeline twice on the same rendered photos and the same plan: from the base that ships with the project, and from random
 * weights. The second run has no new photos to take in, and its candidate meets the first one's at the gate.
 */
public final class Demo {
    private static final String DATASET = "steel";
    private static final int PHOTOS_PER_LABEL = 80;

    private final PlatformConnection platform;
    private final Console console;
    private final Path directory;
    private final Path models;
    private final boolean ownPlatform;

    /**
     * @param directory where the photos and the bases are put
     * @param models where copies of the models are put
     * @param ownPlatform whether the platform ends with the command
     */
    public Demo(PlatformConnection platform, Console console, Path directory, Path models, boolean ownPlatform) {
        this.platform = platform;
        this.console = console;
        this.directory = directory;
        this.models = models;
        this.ownPlatform = ownPlatform;
    }

    /** @param platformSeconds how long it took until the platform was ready */
    public DemoResult run(double platformSeconds) throws IOException, InterruptedException {
        Path images = directory.resolve("images");
        int labels = SampleImages.labels().size();
        console.line("rendering " + labels * PHOTOS_PER_LABEL + " photos of steel, " + PHOTOS_PER_LABEL + " each of "
                + String.join(", ", SampleImages.labels()) + ", into " + images);
        SampleImages.render(images, PHOTOS_PER_LABEL);
        ImageFolder folder = ImageFolder.read(images, false);
        console.line("");
        console.line("1. From the base that ships with Thaw, which has learnt textures and has never seen steel:");
        RunResult preTrained = run(folder, DemoBases.preTrained(directory), platformSeconds);
        console.line("");
        console.line("2. The same photos and epochs from random weights:");
        RunResult random = run(folder, DemoBases.random(directory), 0);
        return new DemoResult(preTrained, random);
    }

    private RunResult run(ImageFolder folder, Path base, double platformSeconds) throws IOException, InterruptedException {
        PipelineRequest request = new PipelineRequest(DATASET, folder, BaseFile.read(base, null), plan(), null, null, models);
        RunResult result = new Pipeline(platform, console, ownPlatform).run(request, platformSeconds);
        RunSummary.print(result, console);
        return result;
    }

    static String plan() throws IOException {
        try (InputStream plan = Demo.class.getResourceAsStream("/demo/plan.yaml")) {
            return new String(plan.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
