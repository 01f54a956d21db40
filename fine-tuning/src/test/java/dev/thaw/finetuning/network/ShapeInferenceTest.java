package dev.thaw.finetuning.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapeInferenceTest {
    private static final Size ONE = Size.square(1);

    /** The figures are TensorFlow's: SAME gives ceil(in / stride), VALID what fits. */
    @ParameterizedTest
    @CsvSource({
            "SAME,  224, 3, 2, 1, 112",
            "SAME,  225, 3, 2, 1, 113",
            "SAME,  7,   5, 3, 1, 3",
            "VALID, 227, 3, 2, 1, 113",
            "VALID, 224, 7, 2, 1, 109",
            "VALID, 10,  3, 1, 2, 6",
            "VALID, 3,   3, 1, 1, 1"})
    void countsTheWindowsOfAConvolution(Padding padding, int in, int kernel, int stride, int dilation, int expected) {
        // given
        Layer.Conv2D conv = new Layer.Conv2D("conv", 5, Size.square(kernel), Size.square(stride), padding, Size.square(dilation),
                1,
                Activation.LINEAR, true);

        // when, then
        assertThat(ShapeInference.outputOf(conv, List.of(Shape.of(in, in, 3)))).isEqualTo(Shape.of(expected, expected, 5));
    }

    @Test
    void multipliesTheChannelsOfADepthwiseConvolution() {
        // given
        Layer depthwise = new Layer.DepthwiseConv2D("dw", Size.square(3), ONE, Padding.SAME, ONE, 4, Activation.LINEAR, true);

        // when, then
        assertThat(ShapeInference.outputOf(depthwise, List.of(Shape.of(6, 5, 3)))).isEqualTo(Shape.of(6, 5, 12));
    }

    @Test
    void broadcastsAVectorOfChannelsOverAMap() {
        // when, then
        assertThat(ShapeInference.outputOf(new Layer.Multiply("gate"), List.of(Shape.of(7, 7, 16), Shape.of(1, 1, 16))))
                .isEqualTo(Shape.of(7, 7, 16));
    }

    @Test
    void concatenatesAlongTheChannels() {
        // when, then
        assertThat(ShapeInference.outputOf(new Layer.Concatenate("concat"),
                List.of(Shape.of(7, 7, 16), Shape.of(7, 7, 3), Shape.of(7, 7, 1)))).isEqualTo(Shape.of(7, 7, 20));
    }

    @Test
    void permutesAndReshapesAndPadsAndCrops() {
        // given
        Shape map = Shape.of(4, 6, 3);

        // when, then
        assertThat(ShapeInference.outputOf(new Layer.Permute("permute", List.of(3, 1, 2)), List.of(map)))
                .isEqualTo(Shape.of(3, 4, 6));
        assertThat(ShapeInference.outputOf(new Layer.Reshape("reshape", Shape.of(24, 3)), List.of(map)))
                .isEqualTo(Shape.of(24, 3));
        assertThat(ShapeInference.outputOf(new Layer.ZeroPadding2D("pad", 0, 1, 2, 3), List.of(map)))
                .isEqualTo(Shape.of(5, 11, 3));
        assertThat(ShapeInference.outputOf(new Layer.Cropping2D("crop", 1, 1, 0, 5), List.of(map))).isEqualTo(Shape.of(2, 1, 3));
        assertThat(ShapeInference.outputOf(new Layer.Flatten("flatten"), List.of(map))).isEqualTo(Shape.of(72));
    }

    @Test
    void namesTheLayerThatDoesNotFit() {
        // given
        Layer pool = new Layer.MaxPooling2D("pool5", Size.square(9), ONE, Padding.VALID);
        Layer add = new Layer.Add("add_2");

        // when, then
        assertThatThrownBy(() -> ShapeInference.outputOf(pool, List.of(Shape.of(7, 7, 4))))
                .hasMessage("layer pool5 (MaxPooling2D) has a window larger than its input (7, 7, 4)");
        assertThatThrownBy(() -> ShapeInference.outputOf(add, List.of(Shape.of(7, 7, 4), Shape.of(7, 7, 5))))
                .hasMessageStartingWith("layer add_2 (Add) merges inputs whose shapes do not fit");
    }
}
