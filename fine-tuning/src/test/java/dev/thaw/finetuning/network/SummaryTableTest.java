package dev.thaw.finetuning.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

class SummaryTableTest {

    @Test
    void showsWhatIsTrainedAndHowMuch() {
        // given
        Network network = new Network("small", List.of(
                new Node(new Layer.Input("image", Shape.of(8, 8, 3)), List.of()),
                new Node(new Layer.Conv2D("conv", 400, Size.square(3), Size.square(1), Padding.SAME, Size.square(1), 1,
                        Activation.LINEAR, true), List.of("image")),
                new Node(new Layer.BatchNormalization("bn", 1e-3, 0.99, true, true), List.of("conv")),
                new Node(new Layer.ActivationLayer("relu", Activation.RELU), List.of("bn")),
                new Node(new Layer.GlobalAveragePooling2D("pool", false), List.of("relu")),
                new Node(new Layer.Dense("head", 2, Activation.SOFTMAX, true), List.of("pool"))), "head");

        // when
        SummaryTable table = SummaryTable.of(network, Set.of("bn/beta", "head/kernel", "head/bias"));

        // then
        assertThat(table).hasToString("""
                Layer (type)                   Output shape  Param #  Trainable  Connected to
                -----------------------------------------------------------------------------
                image (InputLayer)             (8, 8, 3)           0  -
                conv (Conv2D)                  (8, 8, 400)    11,200  no         image
                bn (BatchNormalization)        (8, 8, 400)     1,600  part       conv
                relu (Activation)              (8, 8, 400)         0  -          bn
                pool (GlobalAveragePooling2D)  (400)               0  -          relu
                head (Dense)                   (2)               802  yes        pool
                Total params: 13,602
                Trainable params: 1,202
                Non-trainable params: 12,400
                """);
        assertThat(table.counts()).isEqualTo(new ParameterCounts(13_602, 1_202));
    }
}
