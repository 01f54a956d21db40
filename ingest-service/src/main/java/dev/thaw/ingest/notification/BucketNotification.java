package dev.thaw.ingest.notification;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;

import dev.thaw.contract.event.Defect;
import dev.thaw.contract.event.EventCodec;
import dev.thaw.contract.event.InvalidEventException;

/** A notification of the S3 server as MinIO writes it to Kafka: JSON with one or more records, keys URL-encoded. */
final class BucketNotification {
    private static final String META = "x-amz-meta-";
    private static final int MOST_BYTES = 4 << 20;

    private BucketNotification() {
    }

    /** @throws InvalidEventException with what is missing, and where */
    static List<CreatedObject> read(byte[] json) throws InvalidEventException {
        JsonNode root = parse(json);
        JsonNode records = root.path("Records");
        if (!records.isArray() || records.isEmpty()) {
            throw new InvalidEventException(Defect.INVALID,
                    "not a notification of an S3 server: Records is not a list with something in it");
        }
        List<CreatedObject> objects = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            JsonNode record = records.get(i);
            String at = "Records[" + i + "]";
            objects.add(new CreatedObject(text(record, "/eventName", at), text(record, "/s3/bucket/name", at),
                    decoded(text(record, "/s3/object/key", at), at), metadata(record.at("/s3/object/userMetadata"))));
        }
        return objects;
    }

    private static JsonNode parse(byte[] json) throws InvalidEventException {
        if (json == null || json.length == 0) {
            throw new InvalidEventException(Defect.NO_DATA, "the record has no data");
        }
        if (json.length > MOST_BYTES) {
            throw new InvalidEventException(Defect.TOO_LARGE, "the record has " + json.length
                    + " bytes of data and a notification at most " + MOST_BYTES);
        }
        try {
            return EventCodec.json().readTree(json);
        } catch (IOException e) {
            throw new InvalidEventException(Defect.NOT_JSON, "not a notification of an S3 server: it is not JSON", e);
        }
    }

    private static String text(JsonNode record, String pointer, String at) throws InvalidEventException {
        JsonNode value = record.at(pointer);
        if (!value.isTextual() || value.textValue().isEmpty()) {
            throw new InvalidEventException(Defect.INVALID,
                    "not a notification of an S3 server: " + at + pointer.replace('/', '.') + " is missing");
        }
        return value.textValue();
    }

    private static String decoded(String key, String at) throws InvalidEventException {
        try {
            return URLDecoder.decode(key, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new InvalidEventException(Defect.INVALID,
                    "not a notification of an S3 server: " + at + ".s3.object.key is not URL-encoded: " + key, e);
        }
    }

    private static Map<String, String> metadata(JsonNode said) {
        Map<String, String> metadata = new TreeMap<>();
        said.properties().forEach(entry -> {
            String name = entry.getKey().toLowerCase(Locale.ROOT);
            if (name.startsWith(META)) {
                metadata.put(name.substring(META.length()), entry.getValue().asText());
            }
        });
        return metadata;
    }
}
