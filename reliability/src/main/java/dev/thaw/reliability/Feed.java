package dev.thaw.reliability;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.event.ImageArrived;
import dev.thaw.contract.event.ImageIngested;
import dev.thaw.contract.event.ImageRejected;
import dev.thaw.contract.event.Topic;
import dev.thaw.contract.kafka.EventReader;
import dev.thaw.platform.connection.PlatformConnection;
import dev.thaw.platform.dataset.BaseFile;
import dev.thaw.platform.dataset.DatasetWish;
import dev.thaw.platform.dataset.Declaration;
import dev.thaw.platform.dataset.ImageFolder;
import dev.thaw.platform.dataset.LabelledFile;

/** Sends the images of a folder to a data set, each until it has arrived, and waits until every one is answered. */
final class Feed {
    private static final int THREADS = 4;
    private final PlatformConnection platform;
    private final String dataset;

    Feed(PlatformConnection platform, String dataset) {
        this.platform = platform;
        this.dataset = dataset;
    }

    /** @param plan as YAML, or null for the default plan */
    void declare(Path base, String plan) throws IOException, InterruptedException {
        BaseFile file = BaseFile.read(base, null);
        Patience.until("declaring the data set", () -> {
            DatasetWish wish = new DatasetWish(file.upload(platform.bucket()), plan == null ? "" : plan, file.imageSize(), null,
                    null, null, null);
            return new Declaration(platform.bucket(), platform.writer()::write).declare(dataset, wish);
        });
    }

    /** @return how many arrivals were sent and answered */
    int send(ImageFolder images) throws IOException, InterruptedException {
        Set<String> arrivals = new HashSet<>();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> sendings = new ArrayList<>();
            for (LabelledFile image : images.files()) {
                ImageArrived arrival = arrival(image);
                if (arrivals.add(arrival.arrival())) {
                    sendings.add(threads.submit(() -> Patience.until("sending " + image.file(), () -> send(image, arrival))));
                }
            }
            for (Future<?> sending : sendings) {
                sending.get();
            }
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } finally {
            threads.shutdownNow();
        }
        awaitAnswers(arrivals);
        return arrivals.size();
    }

    private ImageArrived arrival(LabelledFile image) {
        String name = image.file().getFileName().toString().replaceAll("[^A-Za-z0-9._-]", "_");
        return new ImageArrived(dataset, "kill-loop", image.label() + "/" + name, image.label(),
                BucketLayout.arrival(dataset, image.label(), name), null, image.wish());
    }

    private Void send(LabelledFile image, ImageArrived arrival) throws IOException, InterruptedException {
        platform.bucket().put(arrival.object(), image.file(), "application/octet-stream");
        platform.writer().write(arrival);
        return null;
    }

    private void awaitAnswers(Set<String> arrivals) throws IOException, InterruptedException {
        Patience.until("waiting for ingest", () -> {
            Set<String> unanswered = new HashSet<>(arrivals);
            try (EventReader reader = platform.reader(Topic.IMAGES_INGESTED, Topic.IMAGES_REJECTED)) {
                reader.readToEnd(received -> {
                    if (received.event() instanceof ImageIngested ingested) {
                        unanswered.remove(ingested.arrival());
                    } else if (received.event() instanceof ImageRejected rejected) {
                        unanswered.remove(rejected.arrival());
                    }
                });
            }
            if (!unanswered.isEmpty()) {
                throw new IOException(unanswered.size() + " arrivals are not answered");
            }
            return null;
        });
    }
}
