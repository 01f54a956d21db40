package dev.thaw.contract.event;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/**
 * Reads an event's data as strictly as data from anybody must be read: UTF-8 and nothing else, one JSON object without double
 * fields, shallow, every value of its own kind. Only fields that are not known are passed over: a newer writer may add some.
 */
final class EventJson {
    /** Bytes of an event's data at most. The largest, the scores of a candidate with a thousand classes, have some two millions. */
    static final int MOST_BYTES = 4 << 20;
    private static final int DEEPEST = 32;
    private static final int LONGEST_NUMBER = 64;
    private static final Pattern FOR_PROGRAMMERS = Pattern
            .compile(" \\(start marker at [^\\]]*\\]\\)| \\(but could if coercion [^)]*\\)");
    private static final ObjectMapper STRICT = JsonMapper.builder(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).maxStringLength(MOST_BYTES)
                    .maxNumberLength(LONGEST_NUMBER).maxNameLength(1000).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(LogicalType.Textual, texts -> texts
                    .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build();

    private EventJson() {
    }

    static Event read(String type, Class<? extends Event> event, byte[] data) throws InvalidEventException {
        if (data.length > MOST_BYTES) {
            throw new InvalidEventException(Defect.TOO_LARGE, "the record has " + data.length
                    + " bytes of data and an event at most " + MOST_BYTES);
        }
        try {
            Event read = STRICT.readValue(text(data), event);
            if (read == null) {
                throw new InvalidEventException(Defect.NO_DATA, "the record's data is null");
            }
            return read;
        } catch (JsonParseException | StreamConstraintsException e) {
            throw new InvalidEventException(Defect.NOT_JSON, "not JSON: " + plain(e.getOriginalMessage()), e);
        } catch (JsonMappingException e) {
            String what = e.getCause() instanceof IllegalArgumentException invalid
                    ? invalid.getMessage()
                    : e.getOriginalMessage();
            boolean broken = e.getCause() instanceof JsonParseException || e.getCause() instanceof StreamConstraintsException;
            throw broken
                    ? new InvalidEventException(Defect.NOT_JSON, "not JSON: " + plain(what), e)
                    : new InvalidEventException(Defect.INVALID, "not a valid " + type + ": " + place(e) + plain(what), e);
        } catch (JsonProcessingException e) {
            throw new InvalidEventException(Defect.NOT_JSON, "not JSON: " + plain(e.getOriginalMessage()), e);
        }
    }

    /** The field within the event, as far as it goes. */
    private static String place(JsonMappingException e) {
        StringBuilder place = new StringBuilder();
        for (JsonMappingException.Reference part : e.getPath()) {
            place.append(part.getFieldName() == null
                    ? "[" + part.getIndex() + "]"
                    : (place.isEmpty() ? "" : ".") + part.getFieldName());
        }
        return place.isEmpty() ? "" : place + ": ";
    }

    /** Without what the library says to programmers. */
    private static String plain(String message) {
        return FOR_PROGRAMMERS.matcher(message).replaceAll("");
    }

    private static String text(byte[] data) throws InvalidEventException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(data)).toString();
        } catch (CharacterCodingException e) {
            throw new InvalidEventException(Defect.NOT_JSON, "not JSON: the data is not UTF-8", e);
        }
    }
}
