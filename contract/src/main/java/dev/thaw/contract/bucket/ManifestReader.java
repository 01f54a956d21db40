package dev.thaw.contract.bucket;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.thaw.contract.event.EventCodec;
import dev.thaw.contract.event.Withheld;

/** Reads manifests image by image, without holding one in memory. */
public final class ManifestReader {
    private static final ObjectReader IMAGE = EventCodec.json().readerFor(Manifest.Entry.class);
    private static final ObjectReader WITHHELD = EventCodec.json().readerFor(Withheld.class);

    private ManifestReader() {
    }

    /**
     * Reads a manifest from the bucket.
     *
     * @param images given each image, in the order of the manifest; what it throws ends the reading
     * @throws java.nio.file.NoSuchFileException if there is no such object
     * @throws com.fasterxml.jackson.core.JsonProcessingException if it is not a manifest
     */
    public static ManifestHeader read(Bucket bucket, String key, Consumer<Manifest.Entry> images) throws IOException {
        try (InputStream in = bucket.open(key)) {
            return read(in, images, null);
        }
    }

    /** What a manifest says beside its lists of images, which are passed over. Throws as {@link #read(Bucket, String, Consumer)} does. */
    public static ManifestHeader header(Bucket bucket, String key) throws IOException {
        return read(bucket, key, null);
    }

    /**
     * Reads one manifest; the stream is read to its end and left open.
     *
     * @param images given each image, in the order of the manifest; what it throws ends the reading; null: nobody wants them
     * @param withheld the same for images that no run may use
     * @throws com.fasterxml.jackson.core.JsonProcessingException if it is not a manifest
     */
    public static ManifestHeader read(InputStream in, Consumer<Manifest.Entry> images, Consumer<Withheld> withheld)
            throws IOException {
        ObjectNode header = EventCodec.json().createObjectNode();
        Set<String> seen = new HashSet<>();
        try (JsonParser json = EventCodec.json().createParser(in).disable(JsonParser.Feature.AUTO_CLOSE_SOURCE)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw JsonMappingException.from(json, "a manifest is a JSON object");
            }
            for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
                if (!seen.add(field)) {
                    throw JsonMappingException.from(json, "the manifest says \"" + field + "\" twice");
                }
                json.nextToken();
                switch (field) {
                    case "images" -> list(json, field, IMAGE, images);
                    case "withheld" -> list(json, field, WITHHELD, withheld);
                    case "dataset", "version", "labels", "imageSize", "selection" ->
                        header.set(field, EventCodec.json().readTree(json));
                    // a newer writer may add fields
                    default -> json.skipChildren();
                }
            }
            if (!seen.contains("images")) {
                throw JsonMappingException.from(json, "the manifest has no images");
            }
            if (json.nextToken() != null) {
                throw JsonMappingException.from(json, "something comes after the manifest");
            }
        }
        return EventCodec.json().treeToValue(header, ManifestHeader.class);
    }

    private static <T> void list(JsonParser json, String name, ObjectReader reader, Consumer<T> consumer) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL && !name.equals("images")) {
            return;
        }
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw JsonMappingException.from(json, "the " + name + " of a manifest are a list");
        }
        if (consumer == null) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                throw JsonMappingException.from(json, "the " + name + " of a manifest are a list of objects");
            }
            T element = reader.readValue(json);
            consumer.accept(element);
        }
    }
}
