package dev.thaw.evaluator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

class ScratchDirectoryTest {
    private static final long MEBIBYTE = 1 << 20;

    @Test
    void nothingOfItIsLeft() throws Exception {
        // given
        Path path;

        // when
        try (ScratchDirectory scratch = ScratchDirectory.withRoomFor(1, "a test")) {
            path = scratch.path();
            Files.createDirectories(path.resolve("a/b"));
            Files.writeString(path.resolve("a/b/c"), "d");
            assertThat(path.getParent()).isEqualTo(Path.of(System.getProperty("java.io.tmpdir")));
        }

        // then
        assertThat(path).doesNotExist();
    }

    @Test
    void aDiskThatIsTooFullIsSaidWithTheFigures() {
        Path parent = Path.of("/scratch");

        assertThatThrownBy(() -> ScratchDirectory.checkRoom(parent, 130 * MEBIBYTE, 31 * MEBIBYTE, "the model models/pets/3/"))
                .isInstanceOf(IOException.class)
                .hasMessage("the disk of /scratch is too full for the model models/pets/3/: 130 MiB are free and about 131 are"
                        + " needed; make room, or start the service with another java.io.tmpdir");
        assertThatCode(() -> ScratchDirectory.checkRoom(parent, 131 * MEBIBYTE, 31 * MEBIBYTE, "the model"))
                .doesNotThrowAnyException();
    }
}
