package dev.thaw.platform.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import dev.thaw.contract.bucket.Manifest.ImageSize;
import dev.thaw.contract.event.BaseModel;
import dev.thaw.dataset.Declarations;
import dev.thaw.platform.connection.PlatformConnection;
import dev.thaw.platform.console.Console;
import dev.thaw.platform.dataset.BaseChoice;
import dev.thaw.platform.dataset.BaseFile;
import dev.thaw.platform.dataset.DatasetWish;
import dev.thaw.platform.dataset.Declaration;
import dev.thaw.platform.dataset.ImageFolder;
import dev.thaw.platform.dataset.ImageUpload;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends images to a data set. */
@Command(name = "push", description = "Upload images to a data set and publish their arrival.", mixinStandardHelpOptions = true)
final class PushCommand implements Callable<Integer> {

    @Mixin
    private PlatformOptions platform;

    @Mixin
    private DatasetOptions options;

    @Option(names = "--dataset", required = true, converter = DatasetName.class, paramLabel = "NAME", description = "the data set that the images belong to")
    private String dataset;

    @Option(names = "--base", paramLabel = "FILE|NAME", description = "the model that runs start from, a file or published weights by name; needed for a new data set")
    private String base;

    @Mixin
    private BaseOptions bases;

    @Option(names = "--train-every", paramLabel = "N", description = "start a run whenever so many new images are there; 0: only when asked")
    private Integer trainEvery;

    @Parameters(paramLabel = "DIR", description = "DIR/<label>/* or DIR/{train,validation,test}/<label>/*")
    private Path images;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Console console = Console.standard();
        ImageFolder folder = ImageFolder.read(images, options.allFiles());
        String plan = options.plan();
        BaseChoice choice = base == null ? null : bases.choice(base, options);
        BaseFile here = choice == null ? null : choice.findHere().orElse(null);
        try (PlatformConnection connection = platform.connect()) {
            BaseFile baseFile = choice != null && here == null ? choice.in(connection.bucket()) : here;
            BaseModel uploaded = baseFile == null ? null : baseFile.upload(connection.bucket());
            ImageSize size = options.imageSize();
            if (size == null && baseFile != null && Declarations.find(connection.bucket(), dataset).isEmpty()) {
                size = baseFile.imageSize();
            }
            DatasetWish wish = new DatasetWish(uploaded, plan, size, options.resize(), folder.ownValidation() ? 0.0 : null, null,
                    trainEvery);
            new Declaration(connection.bucket(), connection.writer()::write).declare(dataset, wish);
            new ImageUpload(connection, console).send(dataset, folder.files());
        }
        if (folder.skipped() > 0) {
            console.line(folder.skipped() + " files do not look like images and were left out; --all-files sends them too");
        }
        return 0;
    }
}
