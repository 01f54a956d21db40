package dev.thaw.platform.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thaw.finetuning.training.LearningRateCurve;
import dev.thaw.finetuning.training.LearningRateCurve.Point;

class LearningRatePlotTest {
    private static final int SUGGESTED = 0xFFC2410C;

    @TempDir
    Path work;

    @Test
    void marks_the_suggested_rate_at_its_place_on_the_logarithmic_axis() throws IOException {
        Path file = work.resolve("plot.png");

        new LearningRatePlot(new LearningRateCurve(falling(), 1e-3, true), "title").write(file);

        // the axis runs from 1e-7 at 80 to 10 at 870: 1e-3 is half-way
        BufferedImage plot = ImageIO.read(file.toFile());
        assertThat(IntStream.range(60, 450).filter(y -> plot.getRGB(475, y) == SUGGESTED).count()).isGreaterThan(150);
        assertThat(IntStream.range(60, 450).filter(y -> plot.getRGB(300, y) == SUGGESTED)).isEmpty();
    }

    @Test
    void is_drawn_without_a_suggestion_and_without_a_single_point() throws IOException {
        Path file = work.resolve("plot.png");

        new LearningRatePlot(new LearningRateCurve(List.of(), null, true), "title").write(file);

        assertThat(ImageIO.read(file.toFile()).getWidth()).isEqualTo(900);
    }

    private static List<Point> falling() {
        return IntStream.range(0, 60).mapToObj(i -> new Point(1e-7 * Math.pow(1e8, i / 99.0), 2 - i / 60.0, 2 - i / 60.0))
                .toList();
    }
}
