package dev.thaw.finetuning.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** A damaged or hostile file ends in one clear exception, never in a crash, a hang, or memory that the file does not back. */
class DamagedFilesTest {
    private static final int MUTATIONS = 300;
    /** A hang never ends; a machine that is busy takes its time. */
    private static final Duration LONGEST = Duration.ofMinutes(5);
    /**
     * Allocated while a file of less than 100 kB is read, garbage included: up to 16 MB may be unpacked of it, a few times over,
     * and weights without an architecture are compared with every known one, which takes about 120 MB in all.
     */
    private static final long MOST_MEMORY = 300_000_000;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"keras2.h5", "nested.h5", "nested.keras", "sequential.keras"})
    void answersATruncatedFileWithItsOwnException(String name) throws IOException {
        // given
        byte[] content = Files.readAllBytes(FixtureFilesTest.fixture(name));
        Random random = new Random(1);
        int refused = 0;

        for (int i = 0; i < MUTATIONS / 4; i++) {
            // when
            byte[] truncated = Arrays.copyOf(content, random.nextInt(content.length));

            // then
            refused += isRefused(name, truncated) ? 1 : 0;
        }
        assertThat(refused).isGreaterThan(MUTATIONS / 8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"keras2.h5", "nested.h5", "nested.keras", "sequential.keras", "teachable.h5"})
    void answersFlippedBitsWithItsOwnExceptionOrAModel(String name) throws IOException {
        // given
        byte[] content = Files.readAllBytes(FixtureFilesTest.fixture(name));
        Random random = new Random(2);
        int refused = 0;

        for (int i = 0; i < MUTATIONS; i++) {
            // when
            byte[] flipped = content.clone();
            for (int flips = 1 + random.nextInt(20); flips > 0; flips--) {
                flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
            }

            // then
            refused += isRefused(name, flipped) ? 1 : 0;
        }
        assertThat(refused).isBetween(1, MUTATIONS);
    }

    @Test
    void saysThatAFileIsNoModel() throws IOException {
        // given
        Path file = Files.writeString(directory.resolve("notes.h5"), "these are notes");

        // when, then
        assertThatThrownBy(() -> KerasFile.read(file)).isInstanceOf(KerasFileException.class)
                .hasMessage("notes.h5: is not a Keras model; bring a .h5 or .keras file that Keras saved");
    }

    @Test
    void doesNotUnpackABomb() {
        // given
        Path file = FixtureFilesTest.fixture("bomb.h5");

        // when, then
        assertThatThrownBy(() -> KerasFile.read(file)).isInstanceOf(KerasFileException.class)
                .hasMessageStartingWith("bomb.h5: dataset ").hasMessageContaining("claims 100000000 bytes");
    }

    @Test
    void namesTheLayerAndTheClassThatItDoesNotKnow() throws IOException {
        // given: a class of the same length, so that nothing else in the file changes
        String text = new String(Files.readAllBytes(FixtureFilesTest.fixture("keras2.h5")), StandardCharsets.ISO_8859_1);
        Path file = Files.write(directory.resolve("model.h5"),
                text.replace("\"class_name\": \"LeakyReLU\"", "\"class_name\": \"LeakyLSTM\"")
                        .getBytes(StandardCharsets.ISO_8859_1));

        // when, then
        assertThatThrownBy(() -> KerasFile.read(file)).isInstanceOf(KerasFileException.class)
                .hasMessageStartingWith("model.h5: layer leaky (LeakyLSTM) is of a class that is not supported");
    }

    @Test
    void doesNotUnpackAChunkToMoreThanItCanHold() {
        // given
        Path file = FixtureFilesTest.fixture("inflating.h5");

        // when, then
        assertThatThrownBy(() -> KerasFile.read(file)).isInstanceOf(KerasFileException.class)
                .hasStackTraceContaining("a chunk unpacks to more than 16777216 bytes");
    }

    @Test
    void doesNotGetLostInAnIndexWhoseBranchesMeetAgain() throws IOException {
        // given
        byte[] content = withMeetingBranches(Files.readAllBytes(FixtureFilesTest.fixture("keras2.h5")), 40);

        // when, then
        assertThat(isRefused("maze.h5", content)).isTrue();
    }

    /** Puts levels above the index of the root group, each of two branches that lead to the same node of the next. */
    private static byte[] withMeetingBranches(byte[] content, int levels) {
        int node = 24 + 5 * Long.BYTES;
        ByteBuffer file = ByteBuffer.wrap(Arrays.copyOf(content, content.length + levels * node + 512))
                .order(ByteOrder.LITTLE_ENDIAN);
        long index = file.getLong(80);
        long names = file.getLong(88);
        int message = 96;
        while (file.getLong(message) != index || file.getLong(message + Long.BYTES) != names) {
            message++;
        }
        file.putLong(80, content.length).putLong(message, content.length).position(content.length);
        for (int level = levels; level > 0; level--) {
            long next = level == 1 ? index : file.position() + node;
            file.put("TREE".getBytes(StandardCharsets.US_ASCII)).put((byte) 0).put((byte) level).putShort((short) 2)
                    .putLong(-1).putLong(-1).putLong(0).putLong(next).putLong(0).putLong(next).putLong(0);
        }
        return file.array();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nested.keras", "operators.keras", "preprocessing.keras", "sequential.keras"})
    void answersAChangedConfigurationWithItsOwnExceptionOrAModel(String name) throws IOException {
        // given
        Map<String, byte[]> entries = entries(name);
        JsonNode config = new ObjectMapper().readTree(entries.get("config.json"));
        Random random = new Random(3);
        ConfigMutations mutations = new ConfigMutations(random);
        int refused = 0;

        for (int i = 0; i < MUTATIONS; i++) {
            // when
            entries.put("config.json", mutations.of(config, 1 + random.nextInt(3)).toString().getBytes(StandardCharsets.UTF_8));

            // then
            refused += isRefused(name, archive(entries)) ? 1 : 0;
        }
        assertThat(refused).isBetween(MUTATIONS / 8, MUTATIONS - 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"config.json", "model.weights.h5", "metadata.json"})
    void doesNotUnpackAnArchiveToManyTimesItsSize(String entry) throws IOException {
        // given
        Map<String, byte[]> entries = entries("sequential.keras");
        entries.put(entry, new byte[(1 << 24) + 1]);

        // when, then
        assertThat(isRefused("bomb.keras", archive(entries))).isTrue();
    }

    @Test
    void neitherUnpacksNorFollowsNamesThatLeadOutOfTheArchive() throws IOException {
        // given
        Map<String, byte[]> entries = entries("sequential.keras");
        for (String name : List.of("../outside", "/outside", "assets/../../outside", "C:\\outside")) {
            entries.put(name, new byte[]{1});
        }
        Path file = Files.write(directory.resolve("model.keras"), archive(entries));

        // when
        KerasModel model = KerasFile.read(file);

        // then
        assertThat(model.weights().tensors()).isNotEmpty();
        assertThat(directory.resolve("../outside")).doesNotExist();
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }

    private static Map<String, byte[]> entries(String name) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(FixtureFilesTest.fixture(name).toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        return entries;
    }

    private static byte[] archive(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(content)) {
            zip.setLevel(Deflater.BEST_SPEED);
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return content.toByteArray();
    }

    private boolean isRefused(String name, byte[] content) throws IOException {
        Path file = Files.write(directory.resolve(name), content);
        return Assertions.assertTimeoutPreemptively(LONGEST, () -> {
            long before = allocated();
            try {
                KerasFile.read(file);
                return false;
            } catch (KerasFileException e) {
                assertThat(e).hasMessageStartingWith(name + ": ");
                assertThat(e.getCause() instanceof OutOfMemoryError).as("out of memory").isFalse();
                return true;
            } finally {
                assertThat(allocated() - before).as("bytes allocated").isLessThan(MOST_MEMORY);
            }
        });
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
