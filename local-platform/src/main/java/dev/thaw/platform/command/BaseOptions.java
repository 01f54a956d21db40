package dev.thaw.platform.command;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;

import dev.thaw.finetuning.keras.applications.Application;
import dev.thaw.finetuning.keras.applications.Applications;
import dev.thaw.finetuning.keras.published.WeightsCache;
import dev.thaw.platform.connection.CommandException;
import dev.thaw.platform.dataset.BaseChoice;
import dev.thaw.platform.dataset.BaseFile;
import picocli.CommandLine.Option;

/** How a base is found. */
public final class BaseOptions {

    @Option(names = "--architecture", paramLabel = "NAME", description = "which network a --base file of weights alone belongs to (default: recognised)")
    private String architecture;

    @Option(names = "--weights-mirror", paramLabel = "URL", defaultValue = "${env:THAW_WEIGHTS_MIRROR}", description = "where published weights are fetched from, by file name, instead of their public addresses (default: the environment's THAW_WEIGHTS_MIRROR)")
    private String mirror;

    @Option(names = "--weights-cache", paramLabel = "DIR", defaultValue = "${env:THAW_WEIGHTS_CACHE}", description = "where published weights are kept (default: the environment's THAW_WEIGHTS_CACHE, or .cache/thaw in the home directory)")
    private Path cache;

    /** @param base a file, or the name of published weights */
    BaseChoice choice(String base, DatasetOptions options) {
        return choice(base, options.preprocessing());
    }

    /** @param preprocessing what its pixels need, or null: recognised */
    BaseChoice choice(String base, String preprocessing) {
        Path directory = cache == null ? Path.of(System.getProperty("user.home"), ".cache", "thaw") : cache;
        return BaseChoice.of(base, BaseFile.preprocessing(preprocessing), application(), directory,
                new WeightsCache(directory, mirrorAddress(), new DownloadProgress()));
    }

    private Application application() {
        return architecture == null ? null : Applications.named(architecture);
    }

    private URI mirrorAddress() {
        if (mirror == null || mirror.isEmpty()) {
            return null;
        }
        try {
            URI address = new URI(mirror);
            if (address.getHost() != null && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))) {
                return address;
            }
        } catch (URISyntaxException e) {
            throw new CommandException("--weights-mirror takes an address such as https://mirror.example.com/weights, not "
                    + mirror, e);
        }
        throw new CommandException("--weights-mirror takes an address such as https://mirror.example.com/weights, not " + mirror);
    }
}
