package dev.thaw.finetuning.augmentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.plan.AugmentationPlan.Fill;

/** Against Keras, SciPy and Pillow; {@code augmentation_fixtures.py} made the expected images. */
class ImageWarpTest {
    private static final JsonNode FIXTURE = fixture();

    record Case(String name, Transform transform, List<Double> after) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        return StreamSupport.stream(FIXTURE.get("cases").spliterator(), false)
                .map(node -> new Case(node.get("name").asText(), transform(node), numbers(node.get("after"))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gives_the_image_that_other_libraries_give(Case expected) {
        // given
        Shape shape = Shape.of(FIXTURE.get("height").asInt(), FIXTURE.get("width").asInt(), 3);
        List<Double> numbers = numbers(FIXTURE.get("image"));
        byte[] pixels = new byte[numbers.size()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) numbers.get(i).intValue();
        }
        float[] target = new float[pixels.length + 1];
        // when
        new ImageWarp(shape).write(pixels, expected.transform(), target, 1);
        // then: of 255; their warps are computed in float32
        for (int i = 0; i < pixels.length; i++) {
            assertThat((double) target[i + 1]).as("number " + i).isCloseTo(expected.after().get(i),
                    org.assertj.core.data.Offset.offset(0.01));
        }
    }

    @Test
    void a_cutout_shows_the_mean_colour_and_leaves_the_rest() {
        float[] target = new float[4 * 4];
        byte[] pixels = {0, 0, 0, 0, 0, 0, 0, 0, 40, 40, 40, 40, 40, 40, 40, 40};

        new ImageWarp(Shape.of(4, 4, 1)).write(pixels,
                new Transform(Geometry.NONE, Colour.NONE, new Cutout(0.999, 0.25, 0.5), Fill.REFLECT), target, 0);

        // two by two pixels about the first quarter of the width and the lower border, of which one row is inside
        assertThat(target).containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 20, 20, 40, 40, 20, 20, 40, 40);
    }

    private static Transform transform(JsonNode node) {
        Geometry geometry = new Geometry(node.get("cropTop").asDouble(), node.get("cropLeft").asDouble(),
                node.get("cropHeight").asDouble(), node.get("cropWidth").asDouble(), node.get("mirrored").asBoolean(),
                node.get("upsideDown").asBoolean(), node.get("turn").asDouble(), node.get("zoom").asDouble(),
                node.get("down").asDouble(), node.get("right").asDouble());
        Colour colour = new Colour(node.get("brightness").floatValue(), node.get("contrast").floatValue(),
                node.get("saturation").floatValue());
        return new Transform(geometry, colour, Cutout.NONE, Fill.valueOf(node.get("fill").asText()));
    }

    private static List<Double> numbers(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false).map(JsonNode::asDouble).toList();
    }

    private static JsonNode fixture() {
        try (InputStream in = ImageWarpTest.class.getResourceAsStream("/augmentation/transforms.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
