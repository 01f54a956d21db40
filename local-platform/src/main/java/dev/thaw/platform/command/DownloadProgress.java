package dev.thaw.platform.command;

import dev.thaw.finetuning.keras.published.PublishedWeights;
import dev.thaw.finetuning.keras.published.WeightsCache;
import dev.thaw.platform.console.Console;
import dev.thaw.platform.console.ProgressBar;

/** Shows how far a download is; on standard error, since standard output may be JSON. */
final class DownloadProgress implements WeightsCache.DownloadListener {
    private static final long KILOBYTE = 1000;

    private ProgressBar bar;

    @Override
    public void received(PublishedWeights weights, long bytes, long total) {
        if (total < 0) {
            return; // a bar needs an end
        }
        if (bar == null) {
            bar = new ProgressBar(new Console(System.err, System.console() != null),
                    "fetching the weights of " + weights.name() + ", kB", total / KILOBYTE);
        }
        bar.at(bytes / KILOBYTE);
        if (bytes == total) {
            bar.done("fetched the weights of " + weights.name() + ": " + total / KILOBYTE + " kB");
            bar = null;
        }
    }
}
