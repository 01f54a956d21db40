package dev.thaw.finetuning.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A damaged or hostile file ends in one clear exception, never in a crash, a hang, or memory that the file does not back. */
class DamagedFilesTest {
    private static final int MUTATIONS = 300;
    private static final Duration LONGEST = Duration.ofSeconds(5);

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
    @ValueSource(strings = {"keras2.h5", "nested.h5", "nested.keras", "sequential.keras"})
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

    private boolean isRefused(String name, byte[] content) throws IOException {
        Path file = Files.write(directory.resolve(name), content);
        return Assertions.assertTimeoutPreemptively(LONGEST, () -> {
            try {
                KerasFile.read(file);
                return false;
            } catch (KerasFileException e) {
                assertThat(e).hasMessageStartingWith(name + ": ");
                return true;
            }
        });
    }
}
