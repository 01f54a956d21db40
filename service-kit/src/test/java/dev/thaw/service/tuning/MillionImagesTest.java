package dev.thaw.service.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.bucket.Manifest;
import dev.thaw.contract.bucket.ManifestHeader;
import dev.thaw.contract.bucket.ManifestWriter;
import dev.thaw.contract.event.Origin;
import dev.thaw.finetuning.training.Split;

/** In a process of its own whose heap is smaller than the hashes of the images as texts. */
class MillionImagesTest {
    private static final int IMAGES = 1_000_000;
    private static final String HEAP = "-Xmx80m";
    private static final HexFormat HEX = HexFormat.of();
    private static final List<String> LABELS = List.of("a", "b", "c", "d", "e", "f", "g");

    @Test
    void aManifestOfAMillionImagesIsWrittenReadAndSplitInEightyMebibytes(@TempDir Path directory) throws Exception {
        // when
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), HEAP,
                "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), MillionImagesTest.class.getName(),
                directory.resolve("manifest.json").toString()).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        // then
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).endsWith("1000000 images, 800000 to train, 100000 to validate, 100000 to test, all found\n");
    }

    /** Argument: the file to write. */
    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        ManifestHeader header = new ManifestHeader("many", 1, LABELS, new Manifest.ImageSize(8, 8), null);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            ManifestWriter.write(out, header, IntStream.range(0, IMAGES).mapToObj(MillionImagesTest::entry).iterator(),
                    Collections.emptyIterator());
        }
        PackedManifest manifest;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            manifest = PackedManifest.read(in);
        }
        long found = IntStream.range(0, IMAGES).filter(number -> manifest.images().find(hash(number)) == number
                && manifest.label(number).equals(label(number))).count();
        System.out.printf("%d images, %d to train, %d to validate, %d to test, %s found%n", manifest.images().size(),
                manifest.images().of(Split.TRAIN).size(), manifest.images().of(Split.VALIDATION).size(),
                manifest.images().of(Split.TEST).size(), found == IMAGES ? "all" : found);
    }

    private static Manifest.Entry entry(int number) {
        dev.thaw.contract.event.Split split = switch (number % 10) {
            case 0 -> dev.thaw.contract.event.Split.VALIDATION;
            case 1 -> dev.thaw.contract.event.Split.TEST;
            default -> dev.thaw.contract.event.Split.TRAIN;
        };
        String hash = hash(number);
        return new Manifest.Entry(hash, BucketLayout.image("many", hash), label(number), split,
                "series:" + number / 20, new Origin("images.arrived", number % 4, number));
    }

    private static String label(int number) {
        return LABELS.get(number % LABELS.size());
    }

    /** Rises with the number. */
    private static String hash(int number) {
        return HEX.toHexDigits(number) + HEX.toHexDigits(number * 0x9E3779B9).repeat(7);
    }
}
