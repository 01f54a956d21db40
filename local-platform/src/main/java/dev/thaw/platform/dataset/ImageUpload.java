package dev.thaw.platform.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.event.ImageRejected;
import dev.thaw.contract.event.Topic;
import dev.thaw.contract.kafka.EventReader;
import dev.thaw.platform.connection.CommandException;
import dev.thaw.platform.connection.PlatformConnection;
import dev.thaw.platform.console.Console;
import dev.thaw.platform.console.ProgressBar;

/**
 * Sends the images of a folder to a data set: each original into the bucket, then the event of its arrival. What was
 * answered in an earlier command is not sent again.
 */
public final class ImageUpload {
    private static final int THREADS = 8;
    private static final int REJECTIONS_SHOWN = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final PlatformConnection platform;
    private final Console console;

    public ImageUpload(PlatformConnection platform, Console console) {
        this.platform = platform;
        this.console = console;
    }

    /** Sends, and waits until ingest has answered each. */
    public ArrivalCounts send(String dataset, List<LabelledFile> images) throws IOException, InterruptedException {
        Map<String, Arrival> arrivals = new LinkedHashMap<>();
        for (LabelledFile image : images) {
            Arrival arrival = Arrival.of(dataset, image);
            arrivals.putIfAbsent(arrival.event().arrival(), arrival);
        }
        Answers answers = new Answers(arrivals.keySet());
        try (EventReader reader = platform.reader(Topic.IMAGES_INGESTED, Topic.IMAGES_REJECTED)) {
            reader.readToEnd(received -> answers.add(received.event()));
            answers.forgetPassing();
            List<Arrival> unanswered = arrivals.values().stream().filter(arrival -> !answers.has(arrival.event().arrival()))
                    .toList();
            upload(unanswered);
            await(answers, unanswered.size(), reader);
        }
        tell(dataset, answers);
        return answers.counts();
    }

    private void upload(List<Arrival> arrivals) throws IOException, InterruptedException {
        if (arrivals.isEmpty()) {
            return;
        }
        ProgressBar progress = new ProgressBar(console, "uploading images", arrivals.size());
        AtomicLong uploaded = new AtomicLong();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Void>> uploads = arrivals.stream().map(arrival -> threads.submit(() -> {
                upload(arrival);
                progress.at(uploaded.incrementAndGet());
                return (Void) null;
            })).toList();
            for (Future<Void> upload : uploads) {
                upload.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure
                    ? failure
                    : new IOException("an image could not be sent: " + e.getCause(), e.getCause());
        } finally {
            threads.shutdownNow();
        }
        progress.done("uploaded " + arrivals.size() + " images");
    }

    private void upload(Arrival arrival) throws IOException, InterruptedException {
        Bucket bucket = platform.bucket();
        String key = arrival.event().object();
        if (bucket.size(key) != Files.size(arrival.file())) {
            bucket.put(key, arrival.file(), "application/octet-stream", arrival.metadata());
        }
        // the object is there: now it may be told
        platform.writer().write(arrival.event());
    }

    private void await(Answers answers, int sent, EventReader reader) {
        if (sent == 0) {
            return;
        }
        ProgressBar progress = new ProgressBar(console, "ingesting images", sent);
        long before = answers.counts().arrived() - sent;
        long told = System.nanoTime();
        while (!answers.complete()) {
            long answered = answers.counts().answered();
            reader.poll(Duration.ofMillis(200)).forEach(received -> answers.add(received.event()));
            if (answers.counts().answered() > answered) {
                told = System.nanoTime();
                progress.at(answers.counts().answered() - before);
            } else if (System.nanoTime() - told > PATIENCE.toNanos()) {
                told = System.nanoTime();
                console.line("no answer from ingest for " + PATIENCE.toSeconds() + " s; still waiting for "
                        + (answers.counts().arrived() - answered) + " images");
            }
        }
        console.clearStatus();
    }

    private void tell(String dataset, Answers answers) {
        ArrivalCounts counts = answers.counts();
        console.line(counts.ingested() + " of " + counts.arrived() + " images are in data set " + dataset
                + (counts.duplicates() > 0 ? ", " + counts.duplicates() + " were there already" : "")
                + (counts.held() > 0 ? ", " + counts.held() + " wait for their label to be approved" : "")
                + (counts.rejected() > 0 ? ", " + counts.rejected() + " were rejected:" : ""));
        List<ImageRejected> rejections = answers.rejections();
        rejections.stream().limit(REJECTIONS_SHOWN)
                .forEach(rejected -> console.line("  " + rejected.object() + ": " + rejected.detail()));
        if (rejections.size() > REJECTIONS_SHOWN) {
            console.line("  and " + (rejections.size() - REJECTIONS_SHOWN) + " more");
        }
        if (counts.ingested() + counts.duplicates() + counts.held() == 0) {
            throw new CommandException("none of the images was taken into data set " + dataset + "; see the reasons above");
        }
    }
}
