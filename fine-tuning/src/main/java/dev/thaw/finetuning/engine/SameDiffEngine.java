package dev.thaw.finetuning.engine;

import java.util.List;
import java.util.Set;

import org.bytedeco.javacpp.Pointer;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

import dev.thaw.finetuning.network.Network;
import dev.thaw.finetuning.network.Weights;

/**
 * The engine on ND4J's SameDiff, float32, NHWC, with oneDNN's convolutions on CPUs. Layers are expressed by operations
 * whose value and gradient are right in ND4J 1.0.0-M2.1; batch normalization is always in inference mode.
 */
public final class SameDiffEngine implements Engine {

    @Override
    public InferenceProgram inference(Network network, Weights weights, List<String> outputs) {
        return new SameDiffInference(network, weights, outputs);
    }

    @Override
    public TrainingProgram training(Network network, Weights weights, Set<String> trainable, LossOptions loss) {
        return new SameDiffTraining(network, weights, trainable, loss);
    }

    @Override
    public void load() {
        SameDiff square = SameDiff.create();
        SDVariable number = square.var("number", Nd4j.ones(DataType.FLOAT, 1));
        GradientFunction.addTo(square, number.mul(number).sum().name());
    }

    @Override
    public long memoryLimit() {
        return Pointer.maxPhysicalBytes();
    }
}
