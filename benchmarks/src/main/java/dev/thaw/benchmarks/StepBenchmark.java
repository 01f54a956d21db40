package dev.thaw.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import dev.thaw.finetuning.engine.SameDiffEngine;

/**
 * Thaw's side of the comparison of single steps: obeys a line at a time on standard input, so that the script that measures
 * can let the peers take turns. {@code open <network> <size> <batch> <work>} answers {@code ready}, {@code step} answers the
 * milliseconds that one step took, {@code memory} the peak of the resident memory in MiB, {@code close} answers {@code closed}.
 */
public final class StepBenchmark {

    private StepBenchmark() {
    }

    public static void main(String[] arguments) throws IOException {
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        SameDiffEngine engine = new SameDiffEngine();
        Work work = null;
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            String[] words = line.trim().split("\\s+");
            switch (words[0]) {
                case "open" -> {
                    work = Work.of(engine, words[1], Integer.parseInt(words[2]), Integer.parseInt(words[3]), words[4]);
                    say("ready");
                }
                case "step" -> {
                    long begin = System.nanoTime();
                    work.step();
                    say(String.format(Locale.ROOT, "%.3f", (System.nanoTime() - begin) / 1e6));
                }
                case "memory" -> say(Long.toString(PeakMemory.megabytes()));
                case "close" -> {
                    work.close();
                    say("closed");
                }
                default -> throw new IllegalArgumentException("no such command: " + line);
            }
        }
    }

    private static void say(String answer) {
        // what the numerical library prints when it loads must not be taken for an answer
        System.out.println("thaw " + answer);
        System.out.flush();
    }
}
