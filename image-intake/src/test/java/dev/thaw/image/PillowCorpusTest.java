package dev.thaw.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.thaw.contract.bucket.DatasetDefinition.Resize;
import dev.thaw.contract.bucket.Manifest.ImageSize;
import dev.thaw.contract.event.Rejection;

class PillowCorpusTest {
    private static final ImageSize SIZE = new ImageSize(64, 64);
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Test
    void everyFileEndsInAnImageOrARejectionWithinTheTimeLimit() throws Exception {
        // given
        List<Path> files = Corpora.files("pillow");
        ImageIntake intake = new ImageIntake(Pictures.LIMITS);
        int images = 0;
        Map<Rejection, Integer> rejections = new EnumMap<>(Rejection.class);

        for (Path file : files) {
            byte[] original = Files.readAllBytes(file);
            long begin = System.nanoTime();
            try {
                // when
                PreparedImage image = intake.prepare(original, SIZE, Resize.SQUASH);

                // then
                assertThat(Pictures.decoded(image).getWidth()).isEqualTo(64);
                images++;
            } catch (RejectedException e) {
                assertThat(e).as(file.toString()).hasMessageMatching("(?s).{20,400}");
                rejections.merge(e.reason(), 1, Integer::sum);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).as(file.toString()).isLessThan(LIMIT);
        }
        assertThat(files).hasSizeGreaterThan(500);
        assertThat(images).isGreaterThan(250);
        assertThat(rejections).containsKeys(Rejection.CORRUPT, Rejection.UNSUPPORTED_FORMAT);
    }
}
