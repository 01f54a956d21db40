package dev.thaw.platform.run;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;

import dev.thaw.contract.event.EventCodec;
import dev.thaw.contract.kafka.EventReader;
import dev.thaw.contract.kafka.Received;

/** Each event as a line of JSON, for programs: time, topic, type, id, and the event's data as they are on the topic. */
public final class EventLines {
    private final PrintStream out;

    public EventLines(PrintStream out) {
        this.out = out;
    }

    public void print(Received received) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("at", Instant.ofEpochMilli(received.timestamp()));
        line.put("topic", received.topic().topicName());
        line.put("type", EventCodec.typeOf(received.event().getClass()));
        line.put("id", received.event().id());
        line.put("data", received.event());
        try {
            out.println(EventCodec.json().writeValueAsString(line));
            out.flush();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event that cannot be written: " + received.event(), e);
        }
    }

    /** Those of a run, until it has ended. */
    public RunHistory printUntilTheEnd(String run, EventReader reader) {
        RunHistory history = new RunHistory(run);
        while (!history.ended()) {
            reader.poll(Duration.ofMillis(500)).forEach(received -> {
                if (history.add(received.event())) {
                    print(received);
                }
            });
        }
        return history;
    }
}
