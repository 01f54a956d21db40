package dev.thaw.finetuning.safetensors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

class HalfFloatTest {

    /** {@code half_fixtures.py} made the expected bits with NumPy. */
    @Test
    void rounds_as_numpy_does() throws IOException {
        try (InputStream in = HalfFloatTest.class.getResourceAsStream("/safetensors/half.json")) {
            for (JsonNode pair : new ObjectMapper().readTree(in)) {
                float number = Float.intBitsToFloat(pair.get(0).asInt());
                assertThat(HalfFloat.of(number)).as(String.valueOf(number)).isEqualTo((short) pair.get(1).asInt());
            }
        }
    }

    @Test
    void every_number_of_16_bits_comes_back_from_32() {
        for (int half = 0; half < 1 << 16; half++) {
            float number = HalfFloat.toFloat((short) half);
            if (Float.isNaN(number)) {
                assertThat(half & 0x7C00).isEqualTo(0x7C00);
            } else {
                assertThat(HalfFloat.of(number)).isEqualTo((short) half);
            }
        }
        assertThat(HalfFloat.toFloat((short) 0x3C00)).isEqualTo(1);
        assertThat(HalfFloat.toFloat((short) 0xC000)).isEqualTo(-2);
    }

    @Test
    void what_is_too_large_becomes_the_largest_and_stays_finite() {
        assertThat(HalfFloat.toFloat(HalfFloat.of(1e6f))).isEqualTo(65504);
        assertThat(HalfFloat.toFloat(HalfFloat.of(-1e30f))).isEqualTo(-65504);
        assertThat(HalfFloat.toFloat(HalfFloat.of(Float.POSITIVE_INFINITY))).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(HalfFloat.toFloat(HalfFloat.of(Float.NaN))).isNaN();
    }
}
