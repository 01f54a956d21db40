package dev.thaw.finetuning.export.onnx;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.finetuning.network.Tensor;

/** A file in ONNX Runtime, which is no part of Thaw and says what the file means. */
public final class OnnxSession implements AutoCloseable {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    private final OrtSession session;

    public OnnxSession(Path file) throws OrtException {
        options.setIntraOpNumThreads(1);
        session = environment.createSession(file.toString(), options);
    }

    public String input() {
        return session.getInputNames().iterator().next();
    }

    public String output() {
        return session.getOutputNames().iterator().next();
    }

    public Map<String, String> metadata() throws OrtException {
        return session.getMetadata().getCustomMetadata();
    }

    /** @param input with the batch first */
    public Tensor run(Tensor input) throws OrtException {
        long[] shape = input.shape().dimensions().stream().mapToLong(Integer::longValue).toArray();
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, FloatBuffer.wrap(input.data()), shape);
                OrtSession.Result result = session.run(Map.of(input(), tensor))) {
            OnnxTensor output = (OnnxTensor) result.get(0);
            List<Integer> dimensions = new ArrayList<>();
            for (long dimension : output.getInfo().getShape()) {
                dimensions.add((int) dimension);
            }
            float[] values = new float[output.getFloatBuffer().remaining()];
            output.getFloatBuffer().get(values);
            return new Tensor(new Shape(dimensions), values);
        }
    }

    @Override
    public void close() throws OrtException {
        session.close();
        options.close();
    }
}
