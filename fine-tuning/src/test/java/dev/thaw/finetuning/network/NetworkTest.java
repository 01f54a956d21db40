package dev.thaw.finetuning.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

class NetworkTest {
    /** {@code image -> a -> b -> sum -> head}, with a short cut from a around b to the sum. */
    private static final Network RESIDUAL = new Network("residual", List.of(
            new Node(new Layer.Input("image", Shape.of(4, 4, 3)), List.of()),
            new Node(relu("a"), List.of("image")),
            new Node(relu("b"), List.of("a")),
            new Node(new Layer.Add("sum"), List.of("b", "a")),
            new Node(new Layer.GlobalAveragePooling2D("head", false), List.of("sum"))), "head");

    @Test
    void endsWithTheGivenLayerAndKeepsOnlyWhatItNeeds() {
        // when
        Network part = RESIDUAL.upTo("b");

        // then
        assertThat(part.nodes()).extracting(Node::name).containsExactly("image", "a", "b");
        assertThat(part.outputShape()).isEqualTo(Shape.of(4, 4, 3));
    }

    @Test
    void beginsWithEveryLayerOfACutThatSeveralTensorsCross() {
        // when
        Network part = RESIDUAL.from(Set.of("a", "b"));

        // then
        assertThat(part.inputs()).extracting(Layer.Input::name).containsExactly("a", "b");
        assertThat(part.nodes()).extracting(Node::name).containsExactly("a", "b", "sum", "head");
        assertThat(part.node("sum").inputs()).containsExactly("b", "a");
        assertThat(part.shapeOf("b")).isEqualTo(Shape.of(4, 4, 3));
    }

    @Test
    void keepsThePathAroundACutThatDoesNotSeparate() {
        // when
        Network part = RESIDUAL.from(Set.of("b"));

        // then
        assertThat(part.inputs()).extracting(Layer.Input::name).containsExactlyInAnyOrder("image", "b");
    }

    @Test
    void leavesOutALayerOfTheCutThatNothingAboveNeeds() {
        // when
        Network part = RESIDUAL.from(Set.of("a", "b", "sum"));

        // then
        assertThat(part.nodes()).extracting(Node::name).containsExactly("sum", "head");
    }

    @Test
    void refusesLayersThatDoNotFitTogether() {
        // given
        Node image = new Node(new Layer.Input("image", Shape.of(4, 4, 3)), List.of());

        // when, then
        assertThatThrownBy(() -> new Network("n", List.of(image, new Node(relu("a"), List.of("b"))), "a"))
                .hasMessage("layer a takes its input from b, which does not come before it");
        assertThatThrownBy(() -> new Network("n", List.of(image, new Node(relu("image"), List.of("image"))), "image"))
                .hasMessage("two layers are named image");
        assertThatThrownBy(() -> RESIDUAL.upTo("c")).hasMessage("network residual has no layer named c");
    }

    private static Layer relu(String name) {
        return new Layer.ActivationLayer(name, Activation.RELU);
    }
}
