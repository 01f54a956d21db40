package dev.thaw.finetuning.engine;

import org.nd4j.linalg.api.ops.CustomOp;

/** The integer arguments of the library's convolutions, which come without names. */
record ConvolutionArguments(int kernelHeight, int kernelWidth, int rowStride, int columnStride, int rowPadding, int columnPadding,
        boolean dilated, boolean same, boolean channelsLast) {

    static ConvolutionArguments of(CustomOp operation) {
        long[] arguments = operation.iArgs();
        return new ConvolutionArguments((int) arguments[0], (int) arguments[1], (int) arguments[2], (int) arguments[3],
                (int) arguments[4], (int) arguments[5], arguments[6] != 1 || arguments[7] != 1, arguments[8] == 1,
                arguments[9] == 1);
    }

    /** The rows of the input in the padded map, which holds whatever the kernel looks at. @param out height of the result */
    Places.Axis paddedRows(int in, int out) {
        return padded(in, (out - 1) * rowStride + kernelHeight, rowPadding);
    }

    /** The same of the columns. */
    Places.Axis paddedColumns(int in, int out) {
        return padded(in, (out - 1) * columnStride + kernelWidth, columnPadding);
    }

    private Places.Axis padded(int in, int seen, int padding) {
        int before = same ? Math.max(seen - in, 0) / 2 : padding;
        return new Places.Axis(in, Math.max(before + in, seen), before, 1);
    }
}
