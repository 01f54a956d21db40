package dev.thaw.finetuning.engine;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import org.nd4j.autodiff.samediff.SameDiff;

/** Derives a graph's gradient graph, without the line that ND4J prints to standard output for every operation. */
final class GradientFunction {
    private static final String NOISE = "Added differentiated op";

    private GradientFunction() {
    }

    static synchronized SameDiff of(SameDiff graph, String loss) {
        graph.setLossVariables(loss);
        PrintStream out = System.out;
        System.setOut(new WithoutNoise(out));
        try {
            graph.createGradFunction();
        } finally {
            System.setOut(out);
        }
        return graph.getFunction("grad");
    }

    /** Passes on what other threads print meanwhile. */
    private static final class WithoutNoise extends PrintStream {

        WithoutNoise(OutputStream out) {
            super(out, true, StandardCharsets.UTF_8);
        }

        @Override
        public void println(String line) {
            if (line == null || !line.startsWith(NOISE)) {
                super.println(line);
            }
        }
    }
}
