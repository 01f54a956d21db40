package dev.thaw.finetuning.keras.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.thaw.finetuning.keras.applications.Application;
import dev.thaw.finetuning.keras.applications.Applications;

class PublishedCatalogueTest {

    @Test
    void everyArchitectureHasPublishedWeights() {
        Set<String> published = PublishedCatalogue.all().stream().map(weights -> weights.application().name())
                .collect(Collectors.toSet());

        assertThat(published).containsExactlyInAnyOrderElementsOf(Applications.names());
    }

    @Test
    void noTwoFilesHaveTheSameName() {
        assertThat(PublishedCatalogue.all()).extracting(PublishedWeights::fileName).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
            "resnet50, ResNet50, 224, https://storage.googleapis.com/tensorflow/keras-applications/resnet/resnet50_weights_tf_dim_ordering_tf_kernels_notop.h5, 4d473c1dd8becc155b73f8504c6f6626",
            "MobileNet-0.25-160, MobileNet-0.25, 160, https://storage.googleapis.com/tensorflow/keras-applications/mobilenet/mobilenet_2_5_160_tf_no_top.h5,",
            "mobilenet, MobileNet-1.0, 224, https://storage.googleapis.com/tensorflow/keras-applications/mobilenet/mobilenet_1_0_224_tf_no_top.h5,",
            "MobileNetV2-1.4, MobileNetV2-1.4, 224, https://storage.googleapis.com/tensorflow/keras-applications/mobilenet_v2/mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.4_224_no_top.h5,",
            "EfficientNetB3, EfficientNetB3, 300, https://storage.googleapis.com/keras-applications/efficientnetb3_notop.h5, af6d107764bb5b1abb91932881670226"})
    void findsWeightsAsKerasDoes(String name, String architecture, int size, URI address, String md5) {
        PublishedWeights weights = PublishedCatalogue.find(name).orElseThrow();

        assertThat(weights.application()).extracting(Application::name).isEqualTo(architecture);
        assertThat(weights.size()).isEqualTo(size);
        assertThat(weights.addresses().get(0)).isEqualTo(address);
        assertThat(weights.md5()).isEqualTo(md5);
    }

    @Test
    void knowsTheNearestOfANameThatIsNone() {
        assertThat(PublishedCatalogue.find("ResNet51")).isEmpty();
        assertThat(PublishedCatalogue.nearest("ResNet51")).contains("ResNet50");
    }
}
