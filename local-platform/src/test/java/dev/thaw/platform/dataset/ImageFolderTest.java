package dev.thaw.platform.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thaw.contract.event.Split;
import dev.thaw.platform.connection.CommandException;

class ImageFolderTest {
    @TempDir
    Path directory;

    @Test
    void labelsAreFoldersAndTheSplitIsLeftToThaw() throws IOException {
        files("cats/1.jpg", "dogs/2.PNG");

        ImageFolder folder = ImageFolder.read(directory, false);

        assertThat(folder.labels()).containsExactly("cats", "dogs");
        assertThat(folder.files()).extracting(LabelledFile::label, LabelledFile::wish)
                .containsExactly(tuple("cats", null), tuple("dogs", null));
        assertThat(folder.ownValidation()).isFalse();
    }

    @Test
    void theOneFolderBesideTrainIsTheTestSplitWhateverItIsCalled() throws IOException {
        for (String heldOut : new String[]{"val", "validation", "test"}) {
            Path root = directory.resolve("with-" + heldOut);
            files("with-" + heldOut + "/train/cats/1.jpg", "with-" + heldOut + "/" + heldOut + "/cats/2.jpg");

            ImageFolder folder = ImageFolder.read(root, false);

            assertThat(folder.files()).as(heldOut).extracting(LabelledFile::wish).containsExactly(Split.TRAIN, Split.TEST);
            assertThat(folder.ownValidation()).isFalse();
        }
    }

    @Test
    void threeFoldersAreWhatTheyAreCalled() throws IOException {
        files("train/cats/1.jpg", "val/cats/2.jpg", "test/cats/3.jpg");

        ImageFolder folder = ImageFolder.read(directory, false);

        assertThat(folder.files()).extracting(LabelledFile::wish).containsExactly(Split.TRAIN, Split.VALIDATION, Split.TEST);
        assertThat(folder.ownValidation()).isTrue();
    }

    @Test
    void trainAloneLeavesTheSplitToThaw() throws IOException {
        files("train/cats/1.jpg", "train/dogs/2.jpg");

        assertThat(ImageFolder.read(directory, false).files()).extracting(LabelledFile::wish).containsOnlyNulls();
    }

    @Test
    void filesThatDoNotLookLikeImagesAreLeftOutUnlessAllAreWanted() throws IOException {
        files("cats/1.jpg", "cats/notes.txt", "cats/.hidden.jpg", "LICENSE");

        assertThat(ImageFolder.read(directory, false).files()).hasSize(1);
        assertThat(ImageFolder.read(directory, false).skipped()).isEqualTo(2);
        assertThat(ImageFolder.read(directory, true).files()).hasSize(2);
    }

    @Test
    void aDirectoryThatIsMissingOrEmptyIsRefusedInASentence() {
        assertThatThrownBy(() -> ImageFolder.read(directory.resolve("nowhere"), false)).isInstanceOf(CommandException.class)
                .hasMessageContaining("there is no directory").hasMessageContaining("nowhere");
        assertThatThrownBy(() -> ImageFolder.read(directory, false)).isInstanceOf(CommandException.class)
                .hasMessageContaining("there are no images in");
    }

    private void files(String... names) throws IOException {
        for (String name : names) {
            Path file = directory.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, name);
        }
    }
}
