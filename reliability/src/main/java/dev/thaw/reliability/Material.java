package dev.thaw.reliability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.thaw.platform.dataset.ImageFolder;
import picocli.CommandLine.Option;

/** What a platform under test works on, as the command line names it. */
final class Material {

    @Option(names = "--images", required = true, paramLabel = "DIR", description = "labelled images, as for thaw run")
    private Path images;

    @Option(names = "--base", required = true, paramLabel = "FILE", description = "a Keras model")
    private Path base;

    @Option(names = "--plan", paramLabel = "FILE", description = "a plan (default: the default plan)")
    private Path plan;

    ImageFolder images() throws IOException {
        return ImageFolder.read(images, false);
    }

    Path base() {
        return base;
    }

    /** As YAML; null for the default plan. */
    String plan() throws IOException {
        return plan == null ? null : Files.readString(plan);
    }

    /** All of it into one data set, and so many trainings. */
    Workload workload(String dataset, int runs) throws IOException {
        return new Workload(dataset, images(), base, plan(), runs);
    }

    /** For people. */
    @Override
    public String toString() {
        return images + ", base " + base.getFileName();
    }
}
