package dev.thaw.platform.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipFile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thaw.contract.event.BaseModel;
import dev.thaw.finetuning.keras.KerasFile;
import dev.thaw.finetuning.keras.Preprocessing;
import dev.thaw.finetuning.keras.applications.Application;
import dev.thaw.finetuning.keras.applications.Applications;
import dev.thaw.finetuning.keras.published.PublishedCatalogue;
import dev.thaw.finetuning.keras.published.UnavailableWeightsException;
import dev.thaw.finetuning.keras.published.WeightsCache;
import dev.thaw.finetuning.network.LayerWeights;
import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Tensor;
import dev.thaw.finetuning.network.Weights;
import dev.thaw.platform.connection.CommandException;
import dev.thaw.testkit.MemoryBucket;

class BaseChoiceTest {
    private static final String NAME = "MobileNet-0.25-128";
    private static final URI NOBODY = URI.create("http://127.0.0.1:1/");

    @TempDir
    Path directory;

    @Test
    void publishedWeightsThatAreKeptNeedNoNetwork() throws Exception {
        Path file = keptWeights();

        BaseFile base = choice("mobilenet-0.25-128").here();

        assertThat(base.file()).isEqualTo(file);
        assertThat(base.name()).isEqualTo(NAME);
        assertThat(base.model().preprocessing()).isEqualTo(Preprocessing.TF);
        assertThat(base.imageSize().height()).isEqualTo(128);
    }

    @Test
    void withoutNetworkTheBucketIsAsked() throws Exception {
        MemoryBucket bucket = new MemoryBucket();
        Path file = keptWeights();
        BaseModel uploaded = choice(NAME).here().upload(bucket);
        Files.delete(file);
        BaseChoice choice = choice(NAME);

        assertThat(choice.findHere()).isEmpty();
        BaseFile base = choice.in(bucket);

        assertThat(uploaded.object()).startsWith("bases/" + NAME + "/");
        assertThat(uploaded.preprocessing()).isEqualTo("tf");
        assertThat(base.model().sha256()).isEqualTo(uploaded.sha256());
        assertThat(file).exists();
    }

    @Test
    void whatTheBucketHasIsCheckedToo() throws Exception {
        MemoryBucket bucket = new MemoryBucket();
        Path file = keptWeights();
        String key = choice(NAME).here().upload(bucket).object();
        bucket.put(key, Arrays.copyOf(bucket.get(key), 1000), "application/octet-stream");
        Files.delete(file);
        BaseChoice choice = choice(NAME);

        assertThat(choice.findHere()).isEmpty();
        assertThatThrownBy(() -> choice.in(bucket)).isInstanceOf(UnavailableWeightsException.class)
                .hasMessageContaining("cannot be reached");
        assertThat(file).doesNotExist();
    }

    @Test
    void withoutNetworkAndBucketOneSentenceSaysWhatToDo() {
        assertThatThrownBy(() -> choice("VGG16").here()).isInstanceOf(UnavailableWeightsException.class)
                .hasMessageContaining("VGG16").hasMessageContaining("--base FILE").hasMessageContaining("--weights-mirror");
    }

    @Test
    void aNameThatIsNeitherFileNorKnownIsRefusedWithTheNearest() {
        assertThatThrownBy(() -> choice("ResNet51")).isInstanceOf(CommandException.class).hasMessageContaining("ResNet51")
                .hasMessageContaining("ResNet50");
    }

    @Test
    void weightsOfANamedArchitectureBecomeAWholeModel() throws Exception {
        Path file = directory.resolve("mine.weights.h5");
        writeWeights("MobileNet-0.25", file);
        Application architecture = Applications.named("MobileNet-0.25");

        BaseFile base = BaseChoice.of(file.toString(), null, architecture, directory, cache()).here();

        assertThat(base.file().toString()).endsWith(".keras");
        assertThat(base.model().backbone().output()).isEqualTo("conv_pw_13_relu");
        assertThat(base.model().backbone().contains("thaw_rescaling")).isTrue();
        assertThatThrownBy(
                () -> BaseChoice.of(file.toString(), null, Applications.named("VGG16"), directory, cache()).here())
                .isInstanceOf(CommandException.class).hasMessageContaining("does not hold the weights of VGG16");
    }

    private BaseChoice choice(String base) {
        return BaseChoice.of(base, null, null, directory, cache());
    }

    private WeightsCache cache() {
        return new WeightsCache(directory, NOBODY, (weights, bytes, total) -> {
        });
    }

    private Path keptWeights() throws IOException {
        Path file = directory.resolve(PublishedCatalogue.find(NAME).orElseThrow().fileName());
        writeWeights("MobileNet-0.25", file);
        return file;
    }

    /** The weights alone, as they lie in a {@code .keras} archive. */
    private void writeWeights(String architecture, Path file) throws IOException {
        Network network = Applications.build(architecture, 32, false, 0);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        LayerWeights.of(network).forEach((weight, shape) -> {
            float[] values = new float[Math.toIntExact(shape.elements())];
            Arrays.fill(values, 0.01f);
            tensors.put(weight, new Tensor(shape, values));
        });
        Path archive = directory.resolve("whole.keras");
        KerasFile.write(archive, network, new Weights(tensors));
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            Files.copy(zip.getInputStream(zip.getEntry("model.weights.h5")), file);
        }
        Files.delete(archive);
    }
}
