package dev.thaw.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import dev.thaw.contract.bucket.DatasetDefinition.Resize;
import dev.thaw.contract.bucket.Manifest.ImageSize;

class OrientationTest {
    private static final ImageSize SIZE = new ImageSize(80, 120);
    private final ImageIntake intake = new ImageIntake(Pictures.LIMITS);

    @TestFactory
    List<DynamicTest> everyOrientationComesOutUpright() {
        return Corpora.files("exif-orientation").stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> looksLikeItsReference(file)))
                .toList();
    }

    private void looksLikeItsReference(Path file) throws Exception {
        // given
        Path reference = file.resolveSibling(file.getFileName().toString().replaceAll("_\\d", "_1"));

        for (Resize resize : Resize.values()) {
            PreparedImage expected = intake.prepare(Files.readAllBytes(reference), SIZE, resize);

            // when
            PreparedImage upright = intake.prepare(Files.readAllBytes(file), SIZE, resize);

            // then
            assertThat(upright.originalWidth()).isEqualTo(expected.originalWidth());
            assertThat(upright.originalHeight()).isEqualTo(expected.originalHeight());
            assertThat(Pictures.meanAbsoluteDifference(upright, expected)).as("%s by %s", file.getFileName(), resize)
                    .isLessThan(3);
        }
    }
}
