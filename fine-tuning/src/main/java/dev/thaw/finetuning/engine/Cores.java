package dev.thaw.finetuning.engine;

import java.util.stream.IntStream;

/** Divides loops over Java arrays among the cores, as the library does with its own. */
final class Cores {

    private Cores() {
    }

    /** Some of the parts: from the first to before the last. */
    interface Share {
        void compute(int from, int to);
    }

    /** @param share called on several threads at a time; what it writes must not depend on how many there are */
    static void divide(int parts, Share share) {
        int shares = Math.min(parts, Runtime.getRuntime().availableProcessors());
        IntStream.range(0, shares).parallel()
                .forEach(i -> share.compute((int) ((long) parts * i / shares), (int) ((long) parts * (i + 1) / shares)));
    }
}
