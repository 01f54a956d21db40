package dev.thaw.finetuning.evaluation;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/** Floats in 4 bytes each, where a list of objects takes 20. Immutable. */
final class PackedFloats extends AbstractList<Float> implements RandomAccess {
    private final float[] values;

    private PackedFloats(float[] values) {
        this.values = values;
    }

    static PackedFloats of(List<Float> values) {
        if (values instanceof PackedFloats packed) {
            return packed;
        }
        float[] copy = new float[values.size()];
        int next = 0;
        for (float value : values) {
            copy[next++] = value;
        }
        return new PackedFloats(copy);
    }

    @Override
    public Float get(int place) {
        return values[place];
    }

    @Override
    public int size() {
        return values.length;
    }
}
