package dev.thaw.platform.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.ParameterCounts;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.Weights;

class TextureNetworkTest {

    @Test
    void isAboutFourHundredThousandParametersForImagesOfAnySize() {
        Network network = TextureNetwork.of(96);

        assertThat(ParameterCounts.of(network).total()).isEqualTo(441_104);
        assertThat(network.outputShape()).isEqualTo(Shape.of(6, 6, 128));
        assertThat(TextureNetwork.of(64).outputShape()).isEqualTo(Shape.of(4, 4, 128));
    }

    @Test
    void beginsWithKernelsOfTheVarianceThatKeepsTheSignal() {
        Weights weights = TextureNetwork.randomWeights(TextureNetwork.of(64), 1);

        float[] kernel = weights.get("block4_conv2/kernel").data();
        double square = 0;
        for (float value : kernel) {
            square += value * value;
        }
        assertThat(square / kernel.length).isCloseTo(2.0 / (3 * 3 * 128), within(1e-4));
        assertThat(weights.get("block4_conv2/bias").data()).containsOnly(0f);
    }

    @Test
    void beginsTheSameFromTheSameSeed() {
        Network network = TextureNetwork.of(64);

        assertThat(TextureNetwork.randomWeights(network, 1).get("block1_conv1/kernel")
                .sameBits(TextureNetwork.randomWeights(network, 1).get("block1_conv1/kernel"))).isTrue();
        assertThat(TextureNetwork.randomWeights(network, 1).get("block1_conv1/kernel")
                .sameBits(TextureNetwork.randomWeights(network, 2).get("block1_conv1/kernel"))).isFalse();
    }
}
