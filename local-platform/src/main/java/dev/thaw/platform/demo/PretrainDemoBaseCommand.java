package dev.thaw.platform.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;

import dev.thaw.finetuning.engine.SameDiffEngine;
import dev.thaw.finetuning.training.TrainingListener;
import dev.thaw.platform.console.Console;
import dev.thaw.platform.model.ScratchDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes the base that the demo starts from; for those who build Thaw, not for those who use it. */
@Command(name = "pretrain-demo-base", hidden = true, mixinStandardHelpOptions = true, description = "Make the demo's base network: train it from random weights on rendered textures.")
public final class PretrainDemoBaseCommand implements Callable<Integer> {

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "the .keras file to write")
    private Path out;

    @Option(names = "--pictures", paramLabel = "N", defaultValue = "400", description = "of each texture (default: ${DEFAULT-VALUE})")
    private int pictures;

    @Option(names = "--epochs", paramLabel = "N", defaultValue = "12", description = "default: ${DEFAULT-VALUE}")
    private int epochs;

    @Override
    public Integer call() throws IOException {
        Console console = Console.standard();
        try (ScratchDirectory scratch = ScratchDirectory.create("thaw-textures")) {
            TexturePretraining training = new TexturePretraining(new SameDiffEngine(), scratch.path(), new Teller(console));
            TexturePretraining.Result result = training.run(pictures, epochs, out);
            console.clearStatus();
            console.line(String.format(Locale.ROOT,
                    "wrote %s: validation accuracy %.1f %%, loss %.3f on textures it has not seen, after %d epochs in %.0f s",
                    out,
                    100 * result.accuracy(), result.loss(), result.epochs(), result.seconds()));
        }
        return 0;
    }

    /** A line per epoch, and on a terminal how far the present one is. */
    private record Teller(Console console) implements TrainingListener {

        @Override
        public void message(String text) {
            console.status(text);
        }

        @Override
        public void progress(Progress progress) {
            if (progress.phase() == Phase.TRAINING) {
                String text = String.format(Locale.ROOT, "epoch %d/%d, step %d/%d, loss %.3f, %.0f images/s", progress.epoch(),
                        progress.epochs(), progress.step(), progress.steps(), progress.loss(), progress.imagesPerSecond());
                if (progress.step() == progress.steps()) {
                    console.line(text);
                } else {
                    console.status(text);
                }
            }
        }
    }
}
