package dev.thaw.platform.console;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** How every command writes a moment for people: in the time zone of their machine, to the second. JSON has UTC. */
public final class Timestamp {
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")
            .withZone(ZoneId.systemDefault());

    private Timestamp() {
    }

    public static String of(Instant moment) {
        return FORMAT.format(moment);
    }
}
