package dev.thaw.platform.rejected;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import dev.thaw.contract.event.Event;
import dev.thaw.contract.event.ImageArrived;
import dev.thaw.contract.event.ImageHeld;
import dev.thaw.contract.event.ImageIngested;
import dev.thaw.contract.event.ImageRejected;
import dev.thaw.contract.event.Topic;
import dev.thaw.contract.kafka.EventReader;
import dev.thaw.platform.connection.PlatformConnection;
import dev.thaw.platform.console.Console;

/**
 * Has rejected arrivals judged anew: each is sent again as it came, as its next attempt, and what ingest answers to that is waited
 * for.
 */
public final class Redrive {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private final PlatformConnection platform;
    private final Console console;

    public Redrive(PlatformConnection platform, Console console) {
        this.platform = platform;
        this.console = console;
    }

    /** The answers to the new attempts, in the order in which they came. */
    public List<Event> judgeAnew(List<ImageRejected> rejected) throws IOException, InterruptedException {
        Map<String, ImageRejected> wanted = new HashMap<>();
        rejected.forEach(arrival -> wanted.put(arrival.arrival(), arrival));
        try (EventReader answers = platform.reader(Topic.IMAGES_INGESTED, Topic.IMAGES_REJECTED)) {
            // what was answered before does not count
            answers.readToEnd(received -> {
            });
            Map<String, Integer> sent = send(wanted);
            return await(answers, sent);
        }
    }

    private Map<String, Integer> send(Map<String, ImageRejected> wanted) throws IOException, InterruptedException {
        Map<String, ImageRejected> missing = new HashMap<>(wanted);
        Map<String, Integer> sent = new HashMap<>();
        List<Future<?>> sending = new ArrayList<>();
        try (EventReader arrivals = platform.reader(Topic.IMAGES_ARRIVED)) {
            arrivals.readToEnd(received -> {
                if (received.event() instanceof ImageArrived arrival && missing.remove(arrival.arrival()) != null) {
                    sending.add(send(arrival, wanted.get(arrival.arrival()), sent));
                }
            });
        }
        for (ImageRejected rejected : missing.values()) {
            // its event is gone from the topic; what it was can be told from its answer if it was an object
            if (rejected.object() != null && rejected.arrival().equals(rejected.object())) {
                sending.add(send(new ImageArrived(rejected.dataset(), "command", rejected.arrival(), rejected.label(),
                        rejected.object(), null, null), rejected, sent));
            } else {
                console.line(rejected.arrival() + " cannot be judged anew: its event is no longer on the topic; send it again");
            }
        }
        for (Future<?> event : sending) {
            try {
                event.get();
            } catch (ExecutionException e) {
                throw new IOException("the broker did not take an arrival: " + e.getCause().getMessage(), e.getCause());
            }
        }
        return sent;
    }

    private Future<?> send(ImageArrived arrival, ImageRejected rejected, Map<String, Integer> sent) {
        int attempt = rejected.attempt() + 1;
        sent.put(arrival.arrival(), attempt);
        return platform.writer().send(arrival.again(attempt));
    }

    private List<Event> await(EventReader reader, Map<String, Integer> sent) {
        List<Event> answers = new ArrayList<>();
        long heard = System.nanoTime();
        while (!sent.isEmpty()) {
            int before = answers.size();
            reader.poll(Duration.ofMillis(200)).forEach(received -> {
                if (answered(received.event(), sent)) {
                    answers.add(received.event());
                }
            });
            if (answers.size() > before) {
                heard = System.nanoTime();
            } else if (System.nanoTime() - heard > PATIENCE.toNanos()) {
                heard = System.nanoTime();
                console.line(
                        "no answer from ingest for " + PATIENCE.toSeconds() + " s; still waiting for " + sent.size() + " images");
            }
        }
        return answers;
    }

    private static boolean answered(Event event, Map<String, Integer> sent) {
        if (event instanceof ImageIngested ingested) {
            return sent.remove(ingested.arrival()) != null;
        } else if (event instanceof ImageRejected rejected) {
            return sent.remove(rejected.arrival(), rejected.attempt());
        }
        return event instanceof ImageHeld held && sent.remove(held.arrival().arrival(), held.arrival().attempt());
    }
}
