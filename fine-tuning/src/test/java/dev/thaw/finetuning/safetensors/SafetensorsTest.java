package dev.thaw.finetuning.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thaw.finetuning.network.Tensor;

class SafetensorsTest {

    @Test
    void has_the_layout_of_the_format() {
        byte[] file = Safetensors.write(Map.of("a/kernel", Tensor.of(new float[]{1, -2}, 2, 1)), Map.of("by", "thaw"));

        ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int header = (int) buffer.getLong();
        String json = new String(file, 8, header, StandardCharsets.UTF_8);
        assertThat(json.stripTrailing()).isEqualTo("{\"__metadata__\":{\"by\":\"thaw\"},"
                + "\"a/kernel\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[0,8]}}");
        assertThat(header % 8).isZero();
        assertThat(buffer.getFloat(8 + header)).isEqualTo(1);
        assertThat(buffer.getFloat(12 + header)).isEqualTo(-2);
        assertThat(file).hasSize(16 + header);
    }

    @Test
    void keeps_order_and_bits() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("z", Tensor.of(new float[]{Float.NaN, -0f, Float.MIN_VALUE}, 3));
        tensors.put("a", Tensor.of(new float[]{7}, 1, 1));

        Map<String, Tensor> read = Safetensors.read(Safetensors.write(tensors, Map.of()));

        assertThat(read.keySet()).containsExactly("z", "a");
        tensors.forEach((name, tensor) -> assertThat(read.get(name).sameBits(tensor)).isTrue());
        assertThat(Safetensors.read(Safetensors.write(Map.of(), Map.of()))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{\"a\":{\"dtype\":\"F16\",\"shape\":[1],\"data_offsets\":[0,4]}}",
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}",
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}",
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[2147483647,2147483647,2147483647],\"data_offsets\":[0,4]}}",
            "{\"a\":{}}", "{\"a\":7}", "not json", "[]]"})
    void a_header_that_lies_is_refused(String header) {
        ByteBuffer file = ByteBuffer.allocate(8 + header.length() + 4).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(header.length()).put(header.getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> Safetensors.read(file.array())).isInstanceOf(InvalidSafetensorsException.class);
    }

    @Test
    void a_file_that_is_cut_short_is_refused() {
        byte[] file = Safetensors.write(Map.of("a", Tensor.of(new float[100], 100)), Map.of());
        for (int length = 0; length < file.length; length += 7) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThatThrownBy(() -> Safetensors.read(cut)).isInstanceOf(InvalidSafetensorsException.class);
        }
    }
}
