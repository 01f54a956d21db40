package dev.thaw.finetuning.keras;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.thaw.finetuning.keras.applications.Applications;
import dev.thaw.finetuning.network.Network;

/** What is read from Keras's own configuration of an architecture is what the project builds: every stride, epsilon and rate. */
class ApplicationConfigurationsTest {

    @ParameterizedTest
    @ValueSource(strings = {"ResNet50", "ResNet50V2", "MobileNet-0.25", "MobileNetV2-0.35", "DenseNet121", "Xception",
            "InceptionV3", "EfficientNetB0", "EfficientNetB3", "NASNetMobile"})
    void areReadAsWhatIsBuilt(String name) throws IOException {
        Network read = new GraphReader(Path.of(name), true).read(configuration(name));

        Network built = Applications.build(name, Applications.named(name).size(), true, 7);

        assertThat(read.nodes()).isEqualTo(built.nodes());
        assertThat(read.output()).isEqualTo(built.output());
        assertThat(read.name()).isEqualTo(built.name());
    }

    private static JsonNode configuration(String name) throws IOException {
        try (InputStream packed = ApplicationConfigurationsTest.class.getResourceAsStream("/applications/configs.json.gz");
                InputStream plain = new GZIPInputStream(packed)) {
            return new ObjectMapper().readTree(plain).get(name);
        }
    }
}
