package dev.thaw.finetuning.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        Map<String, Set<String>> stages = new LinkedHashMap<>();
        stages.put("head", Set.of("head/kernel", "head/bias"));
        stages.put("top", Set.of("bn/beta", "head/kernel", "head/bias"));
        SummaryTable table = SummaryTable.of(network, stages);

        // then
        assertThat(table).hasToString("""
                Layer (type)                   Output Shape       Param #  Connected to  Trainable: head  Trainable: top
                --------------------------------------------------------------------------------------------------------
                image (InputLayer)             (None, 8, 8, 3)          0                -                -
                conv (Conv2D)                  (None, 8, 8, 400)   11,200  image         N                N
                bn (BatchNormalization)        (None, 8, 8, 400)    1,600  conv          N                part
                relu (Activation)              (None, 8, 8, 400)        0  bn            -                -
                pool (GlobalAveragePooling2D)  (None, 400)              0  relu          -                -
                head (Dense)                   (None, 2)              802  pool          Y                Y
                Total params: 13,602 (53.13 KB)
                Trainable params in stage head: 802 (3.13 KB)
                Non-trainable params in stage head: 12,800 (50.00 KB)
                Trainable params in stage top: 1,202 (4.70 KB)
                Non-trainable params in stage top: 12,400 (48.44 KB)
                """);
        assertThat(table.counts("top")).isEqualTo(new ParameterCounts(13_602, 1_202));
    }
}
