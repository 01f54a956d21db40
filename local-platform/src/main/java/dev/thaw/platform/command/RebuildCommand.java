package dev.thaw.platform.command;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

import dev.thaw.contract.bucket.MinioBucket;
import dev.thaw.contract.event.Topic;
import dev.thaw.contract.kafka.EventReader;
import dev.thaw.contract.kafka.Received;
import dev.thaw.dataset.rebuild.DatasetRebuild;
import dev.thaw.dataset.rebuild.EventLog;
import dev.thaw.dataset.rebuild.RebuildException;
import dev.thaw.dataset.rebuild.RebuildReport;
import dev.thaw.image.ImageIntake;
import dev.thaw.image.ImageLimits;
import dev.thaw.platform.connection.CommandException;
import dev.thaw.platform.connection.PlatformConnection;
import dev.thaw.platform.console.Console;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a data set's definition, images and manifests again in another bucket, from the log. */
@Command(name = "rebuild", description = "Make a data set's definition, images and manifests again in another bucket, from the log and the originals.", mixinStandardHelpOptions = true)
final class RebuildCommand implements Callable<Integer> {
    private static final int SHOWN = 20;
    /** As generous as ingest is at most: what it took must be taken again. */
    private static final ImageLimits LIMITS = new ImageLimits(Integer.MAX_VALUE, 1L << 30, Duration.ofMinutes(5));

    @Mixin
    private PlatformOptions platform;

    @Option(names = "--dataset", paramLabel = "NAME", required = true, description = "the data set")
    private String dataset;

    @Option(names = "--into", paramLabel = "BUCKET", required = true, description = "a bucket on the same S3 server; made if there is none")
    private String into;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (PlatformConnection connection = platform.connect()) {
            if (into.equals(connection.address().bucket())) {
                throw new CommandException("the platform uses the bucket " + into + "; name another one with --into");
            }
            MinioBucket target = connection.bucket(into);
            target.create();
            RebuildReport report = new DatasetRebuild(dataset, (topics, reader) -> read(connection, topics, reader),
                    connection.bucket(), target, new ImageIntake(LIMITS)).run();
            Console console = Console.standard();
            console.line("data set " + dataset + " in the bucket " + into + ": " + report.images() + " images, "
                    + report.manifests() + " manifests, all with the hashes that they had");
            if (!report.missing().isEmpty()) {
                report.missing().stream().limit(SHOWN).forEach(sentence -> console.line("missing: " + sentence));
                throw new CommandException(report.missing().size() + " objects of the data set " + dataset
                        + " could not be made again; put back what is missing and run it again");
            }
            return 0;
        } catch (RebuildException e) {
            throw new CommandException(e.getMessage(), e);
        }
    }

    private static void read(PlatformConnection connection, List<Topic> topics, EventLog.Reader taker)
            throws IOException, InterruptedException {
        try (EventReader reader = connection.reader(topics.toArray(Topic[]::new))) {
            Failure failure = new Failure();
            reader.readToEnd(received -> failure.unlessFailed(taker, received));
            failure.raise();
        }
    }

    /** Carries the first exception out of a reader that takes none; what comes after it is passed over. */
    private static final class Failure {
        private Exception first;

        private void unlessFailed(EventLog.Reader taker, Received received) {
            if (first == null) {
                try {
                    taker.take(received);
                } catch (IOException | InterruptedException e) {
                    first = e;
                }
            }
        }

        private void raise() throws IOException, InterruptedException {
            if (first instanceof IOException failed) {
                throw failed;
            }
            if (first instanceof InterruptedException interrupted) {
                throw interrupted;
            }
        }
    }
}
