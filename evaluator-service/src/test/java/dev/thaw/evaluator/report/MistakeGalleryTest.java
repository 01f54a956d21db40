package dev.thaw.evaluator.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.thaw.contract.bucket.Manifest;
import dev.thaw.finetuning.evaluation.Prediction;
import dev.thaw.report.RunReport.Mistake;

class MistakeGalleryTest {
    private final MistakeGallery gallery = new MistakeGallery(List.of("good", "scratch"),
            new Thumbnails(hash -> new byte[3 * 8 * 8], new Manifest.ImageSize(8, 8)));

    @Test
    void theMostConfidentWrongAnswersComeFirstAndRightOnesNever() {
        // when
        List<Mistake> mistakes = gallery.of(List.of(new Prediction("a", 0, List.of(0.4f, 0.6f)),
                new Prediction("b", 0, List.of(0.99f, 0.01f)), new Prediction("c", 1, List.of(0.9f, 0.1f))));

        // then
        assertThat(mistakes).extracting(Mistake::image).containsExactly("c", "a");
        assertThat(mistakes.get(0).truth()).isEqualTo("scratch");
        assertThat(mistakes.get(0).predicted()).isEqualTo("good");
        assertThat(mistakes.get(0).probability()).isEqualTo(0.9f);
        assertThat(mistakes.get(0).truthProbability()).isEqualTo(0.1f);
        assertThat(mistakes).allSatisfy(mistake -> assertThat(mistake.picture()).isNotNull());
    }

    @Test
    void aPageIsNotFloodedByABadModel() {
        assertThat(gallery.of(IntStream.range(0, 1000).mapToObj(i -> new Prediction("i" + i, 0, List.of(0f, 1f))).toList()))
                .hasSizeLessThan(50);
    }

    @Test
    void answersThatAreNoNumbersAreNoMistakesToLearnFrom() {
        List<Prediction> broken = Stream.of(0, 1).map(label -> new Prediction("i" + label, label, List.of(Float.NaN, Float.NaN)))
                .toList();

        assertThat(gallery.of(broken)).isEmpty();
    }
}
