package dev.thaw.platform.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import dev.thaw.finetuning.keras.KerasFile;
import dev.thaw.finetuning.network.Network;

/** The two bases of the demo as files: the one that ships with the project, and its twin that has learnt nothing. */
final class DemoBases {
    static final String RESOURCE = "/demo/textures.keras";
    private static final long SEED = 20;

    private DemoBases() {
    }

    /** Puts the pre-trained base beside the demo's images. */
    static Path preTrained(Path directory) throws IOException {
        Path file = directory.resolve("textures.keras");
        try (InputStream shipped = DemoBases.class.getResourceAsStream(RESOURCE)) {
            if (shipped == null) {
                throw new IOException("the demo's base is missing from this build: make it with ./thaw pretrain-demo-base");
            }
            Files.createDirectories(directory);
            Files.copy(shipped, file, StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }

    /** Writes a base of the same architecture with random weights. */
    static Path random(Path directory) throws IOException {
        Path file = directory.resolve("random.keras");
        Network network = TextureNetwork.of(TextureNetwork.SIDE);
        Files.createDirectories(directory);
        KerasFile.write(file, network, TextureNetwork.randomWeights(network, SEED));
        return file;
    }
}
