package dev.thaw.platform.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thaw.finetuning.engine.SameDiffEngine;
import dev.thaw.finetuning.keras.BaseModel;
import dev.thaw.finetuning.keras.BaseModelReader;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.training.TrainingListener;

class TexturePretrainingTest {

    @TempDir
    private Path directory;

    @Test
    void trainsEveryLayerAndWritesABaseForTheDemosImages() throws Exception {
        Path file = directory.resolve("textures.keras");

        TexturePretraining.Result result = new TexturePretraining(new SameDiffEngine(), directory, TrainingListener.SILENT)
                .run(3, 1, file);

        BaseModel random = BaseModelReader.read(DemoBases.random(directory), null);
        BaseModel trained = BaseModelReader.read(file, null);
        assertThat(result.epochs()).isEqualTo(1);
        assertThat(result.loss()).isFinite();
        assertThat(trained.backbone().inputs().get(0).shape()).isEqualTo(Shape.of(96, 96, 3));
        assertThat(trained.weights().tensors().keySet()).isEqualTo(random.weights().tensors().keySet());
        // biases begin at 0, so what is not 0 was trained
        assertThat(trained.weights().tensors()).allSatisfy((name, weight) -> assertThat(weight.data()).as(name)
                .matches(TexturePretrainingTest::anyNotZero));
    }

    private static boolean anyNotZero(float[] values) {
        for (float value : values) {
            if (value != 0) {
                return true;
            }
        }
        return false;
    }
}
