package dev.thaw.platform.rejected;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import dev.thaw.contract.event.Event;
import dev.thaw.contract.event.ImageArrived;
import dev.thaw.contract.event.ImageHeld;
import dev.thaw.contract.event.ImageIngested;
import dev.thaw.contract.event.ImageRejected;
import dev.thaw.contract.event.Topic;
import dev.thaw.contract.kafka.EventReader;
import dev.thaw.platform.connection.PlatformConnection;

/** Everything that the topics tell of one arrival, the oldest first. */
public final class ArrivalHistory {

    private ArrivalHistory() {
    }

    /** One thing that was told; inline bytes are left out. */
    public record Told(Instant at, String topic, long offset, Event event) {
    }

    public static List<Told> of(PlatformConnection platform, String arrival) {
        List<Told> history = new ArrayList<>();
        try (EventReader reader = platform.reader(Topic.IMAGES_ARRIVED, Topic.IMAGES_INGESTED, Topic.IMAGES_REJECTED)) {
            reader.readToEnd(received -> {
                if (speaksOf(received.event(), arrival)) {
                    history.add(
                            new Told(Instant.ofEpochMilli(received.timestamp()), received.topic().topicName(), received.offset(),
                                    withoutBytes(received.event())));
                }
            });
        }
        return history.stream().sorted(Comparator.comparing(Told::at)).toList();
    }

    private static boolean speaksOf(Event event, String arrival) {
        return event instanceof ImageArrived arrived && arrived.arrival().equals(arrival)
                || event instanceof ImageIngested ingested && ingested.arrival().equals(arrival)
                || event instanceof ImageRejected rejected && rejected.arrival().equals(arrival)
                || event instanceof ImageHeld held && held.arrival().arrival().equals(arrival);
    }

    private static Event withoutBytes(Event event) {
        if (event instanceof ImageArrived arrived) {
            return arrived.withoutBytes();
        }
        return event instanceof ImageHeld held ? new ImageHeld(held.arrival().withoutBytes(), held.detail()) : event;
    }
}
