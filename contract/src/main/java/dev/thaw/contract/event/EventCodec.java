package dev.thaw.contract.event;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/**
 * Events to and from Kafka records: CloudEvents 1.0 in binary mode, JSON data. The type is
 * {@code dev.thaw.<event in kebab case>.v1}, for instance {@code dev.thaw.image-arrived.v1}.
 */
public final class EventCodec {
    /** Of events and of the JSON objects in the bucket. */
    public static final String CONTENT_TYPE = "application/json";
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            // a newer writer may add fields; the schemas say which are needed
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();
    private static final Duration CLOCKS_APART = Duration.ofHours(24);
    private static final int LONGEST_TYPE_SHOWN = 100;
    private static final Map<String, Class<? extends Event>> TYPES = Topic.eventsByType();

    private EventCodec() {
    }

    /** The CloudEvents type of an event class. */
    public static String typeOf(Class<? extends Event> event) {
        String kebab = event.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
        return "dev.thaw." + kebab + ".v1";
    }

    /** The mapper that writes events, and writes and reads the JSON objects of the bucket; do not change its settings. */
    public static ObjectMapper json() {
        return JSON;
    }

    /** The value of an event's record: JSON in UTF-8. */
    public static byte[] data(Event event) {
        try {
            return JSON.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event that cannot be written: " + event, e);
        }
    }

    /** The record headers of an event, as CloudEvents' Kafka binding names them. @param source a URI that names the writer, such as {@code urn:thaw:ingest} */
    public static Map<String, String> headers(Event event, String source) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("ce_specversion", "1.0");
        headers.put("ce_id", event.id());
        headers.put("ce_type", typeOf(event.getClass()));
        headers.put("ce_source", source);
        headers.put("ce_subject", event.key());
        headers.put("content-type", CONTENT_TYPE);
        return headers;
    }

    /**
     * Reads a record.
     *
     * @param topic the topic it came from: an event that does not belong there is refused
     */
    public static Event read(Topic topic, IncomingRecord incoming) throws InvalidEventException {
        byte[] typeHeader = incoming.header("ce_type");
        if (typeHeader == null) {
            throw new InvalidEventException(Defect.NO_CLOUD_EVENT,
                    "not a CloudEvent in binary mode: the header ce_type is missing");
        }
        String type = new String(typeHeader, StandardCharsets.UTF_8);
        Class<? extends Event> event = TYPES.get(type);
        if (event == null || !topic.events().contains(event)) {
            throw new InvalidEventException(Defect.WRONG_TYPE,
                    "the type " + type.substring(0, Math.min(LONGEST_TYPE_SHOWN, type.length())) + " does not belong on topic "
                            + topic.topicName());
        }
        if (incoming.data() == null || incoming.data().length == 0) {
            throw new InvalidEventException(Defect.NO_DATA, "the record has no data");
        }
        Event read = EventJson.read(type, event, incoming.data());
        checkKey(read, incoming.key());
        checkTime(read, incoming.timestamp());
        return read;
    }

    private static void checkKey(Event event, byte[] key) throws InvalidEventException {
        if (!Arrays.equals(event.key().getBytes(StandardCharsets.UTF_8), key)) {
            throw new InvalidEventException(Defect.WRONG_KEY, "the record's key must be \"" + event.key()
                    + "\", so that what belongs together stays in order; it is "
                    + (key == null ? "missing" : "another of " + key.length + " bytes"));
        }
    }

    private static void checkTime(Event event, long timestamp) throws InvalidEventException {
        // the highest sequence counts for ever: one from the future would silence everything that comes after it
        if (event instanceof RunState state && state.sequence() > timestamp + CLOCKS_APART.toMillis()) {
            throw new InvalidEventException(Defect.FROM_THE_FUTURE,
                    "the sequence " + state.sequence() + " of the run's state is more than " + CLOCKS_APART.toHours()
                            + " hours after the record's own time, " + Instant.ofEpochMilli(timestamp)
                            + ": it counts epoch milliseconds");
        }
    }
}
