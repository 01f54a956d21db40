package dev.thaw.contract.event;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/**
 * Events to and from Kafka records: CloudEvents 1.0 in binary mode, JSON data. The type is
 * {@code dev.thaw.<event in kebab case>.v1}, for instance {@code dev.thaw.image-arrived.v1}.
 */
public final class EventCodec {
    public static final String CONTENT_TYPE = "application/json";
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            // a newer writer may add fields; the schemas say which are needed
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();
    private static final Map<String, Class<? extends Event>> TYPES = Topic.eventsByType();

    private EventCodec() {
    }

    /** The CloudEvents type of an event class. */
    public static String typeOf(Class<? extends Event> event) {
        String kebab = event.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(java.util.Locale.ROOT);
        return "dev.thaw." + kebab + ".v1";
    }

    /** The mapper that writes and reads events; do not change its settings. */
    public static ObjectMapper json() {
        return JSON;
    }

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
     * @param headers by name
     * @param data the record's value, or null
     */
    public static Event read(Topic topic, Map<String, byte[]> headers, byte[] data) throws InvalidEventException {
        byte[] typeHeader = headers.get("ce_type");
        if (typeHeader == null) {
            throw new InvalidEventException("not a CloudEvent in binary mode: the header ce_type is missing");
        }
        String type = new String(typeHeader, StandardCharsets.UTF_8);
        Class<? extends Event> event = TYPES.get(type);
        if (event == null || !topic.events().contains(event)) {
            throw new InvalidEventException("the type " + type + " does not belong on topic " + topic.topicName());
        }
        if (data == null || data.length == 0) {
            throw new InvalidEventException("the record has no data");
        }
        try {
            Event read = JSON.readValue(data, event);
            if (read == null) {
                throw new InvalidEventException("the record's data is null");
            }
            return read;
        } catch (JsonMappingException e) {
            String what = e.getCause() instanceof IllegalArgumentException invalid
                    ? invalid.getMessage()
                    : e.getOriginalMessage();
            throw new InvalidEventException("not a valid " + type + ": " + what, e);
        } catch (IOException e) {
            throw new InvalidEventException(
                    "not JSON: " + (e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage()), e);
        }
    }
}
