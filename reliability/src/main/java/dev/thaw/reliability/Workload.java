package dev.thaw.reliability;

import java.io.IOException;
import java.nio.file.Path;

import dev.thaw.contract.event.RunState;
import dev.thaw.platform.connection.PlatformAddress;
import dev.thaw.platform.connection.PlatformConnection;
import dev.thaw.platform.dataset.ImageFolder;

/**
 * What a platform has to do while it is disturbed: take in a folder of images, then train on them so many times.
 *
 * @param plan as YAML, or null for the default plan
 */
record Workload(String dataset, ImageFolder images, Path base, String plan, int runs) {

    /** Returns when all is done, however long the servers are away meanwhile. @throws IOException if a run ended without a decision */
    void on(PlatformAddress address) throws IOException, InterruptedException {
        try (PlatformConnection platform = new PlatformConnection(address)) {
            Feed feed = new Feed(platform, dataset);
            feed.declare(base, plan);
            feed.send(images);
            Trainings trainings = new Trainings(platform, dataset);
            for (int number = 1; number <= runs; number++) {
                String run = dataset + "-run-" + number;
                trainings.ask(run);
                RunState end = trainings.awaitEnd(run);
                if (end.state() != RunState.State.PROMOTED && end.state() != RunState.State.REFUSED) {
                    throw new IOException("the run " + run + " ended as " + end.state() + ": " + end.detail());
                }
            }
        }
    }
}
