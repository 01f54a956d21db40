package dev.thaw.finetuning.engine;

import java.util.SplittableRandom;

import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.Tensor;

/**
 * The mask of one dropout layer: 0 where a value is dropped, 1 / (1 - rate) where it is kept (inverted dropout, Srivastava
 * et al. 2014), so that the expectation stays.
 *
 * @param rate in (0, 1): the probability to drop
 * @param shape of one image's mask
 */
record DropoutMask(String layer, double rate, Shape shape) {

    /** The same seed gives the same mask; layers of other names get independent ones. */
    Tensor draw(long seed, int batch) {
        SplittableRandom random = new SplittableRandom(seed ^ (0x9E3779B97F4A7C15L * layer.hashCode()));
        float kept = (float) (1 / (1 - rate));
        float[] mask = new float[Math.toIntExact(batch * shape.elements())];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = random.nextDouble() < rate ? 0 : kept;
        }
        Integer[] dimensions = new Integer[shape.rank() + 1];
        dimensions[0] = batch;
        for (int axis = 0; axis < shape.rank(); axis++) {
            dimensions[axis + 1] = shape.get(axis);
        }
        return new Tensor(Shape.of(dimensions), mask);
    }
}
