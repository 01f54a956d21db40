package dev.thaw.evaluator.scoring;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.thaw.finetuning.network.ClassProbabilities;
import dev.thaw.finetuning.network.Tensor;

/** An exported ONNX file in ONNX Runtime, which others will run it with. Holds native memory until it is closed. */
final class OnnxModel implements AutoCloseable {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    private final OrtSession session;

    OnnxModel(Path file) throws OrtException {
        options.setIntraOpNumThreads(1);
        session = environment.createSession(file.toString(), options);
    }

    /** @param pixels raw RGB, row by row, 0..255 unsigned @return by label, summing to 1 */
    List<Float> probabilities(byte[] pixels) throws OrtException {
        String input = session.getInputNames().iterator().next();
        long[] shape = ((TensorInfo) session.getInputInfo().get(input).getInfo()).getShape();
        shape[0] = 1;
        FloatBuffer numbers = FloatBuffer.allocate(pixels.length);
        for (byte pixel : pixels) {
            numbers.put(pixel & 0xFF);
        }
        try (OnnxTensor image = OnnxTensor.createTensor(environment, numbers.flip(), shape);
                OrtSession.Result result = session.run(Map.of(input, image))) {
            FloatBuffer output = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] probabilities = new float[output.remaining()];
            output.get(probabilities);
            return ClassProbabilities.of(Tensor.of(probabilities, 1, probabilities.length), 0);
        }
    }

    /** How long each of some images takes by itself, in nanoseconds. */
    List<Long> durations(List<byte[]> images) throws OrtException {
        List<Long> durations = new ArrayList<>();
        for (byte[] pixels : images) {
            long begin = System.nanoTime();
            probabilities(pixels);
            durations.add(System.nanoTime() - begin);
        }
        return durations;
    }

    @Override
    public void close() throws OrtException {
        session.close();
        options.close();
    }
}
