package dev.thaw.contract.bucket;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.function.Function;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;

import dev.thaw.contract.event.EventCodec;
import dev.thaw.contract.event.Withheld;

/** Writes manifests image by image: the same bytes as a {@link Manifest} as a whole has, without holding it in memory. */
public final class ManifestWriter {
    private static final ObjectWriter JSON = EventCodec.json().writer().without(SerializationFeature.FLUSH_AFTER_WRITE_VALUE);

    private ManifestWriter() {
    }

    /**
     * Writes one manifest; the stream is flushed and left open.
     *
     * @param images sorted by hash
     * @param withheld sorted by hash; asked for after the last image
     * @throws IllegalArgumentException if they are not sorted, or one comes twice
     */
    public static void write(OutputStream out, ManifestHeader header, Iterator<Manifest.Entry> images,
            Iterator<Withheld> withheld) throws IOException {
        JsonGenerator json = EventCodec.json().createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        json.writeStartObject();
        field(json, "dataset", header.dataset());
        field(json, "version", header.version());
        field(json, "labels", header.labels());
        field(json, "imageSize", header.imageSize());
        list(json, "images", images, Manifest.Entry::sha256);
        field(json, "selection", header.selection());
        list(json, "withheld", withheld, Withheld::sha256);
        json.writeEndObject();
        json.close();
        out.flush();
    }

    private static void field(JsonGenerator json, String name, Object value) throws IOException {
        json.writeFieldName(name);
        JSON.writeValue(json, value);
    }

    private static <T> void list(JsonGenerator json, String name, Iterator<T> elements, Function<T, String> hash)
            throws IOException {
        json.writeArrayFieldStart(name);
        String last = "";
        while (elements.hasNext()) {
            T element = elements.next();
            String next = hash.apply(element);
            if (next.compareTo(last) <= 0) {
                throw new IllegalArgumentException("the " + name + " of a manifest are sorted by hash, each there once, but "
                        + next + " comes after " + last);
            }
            JSON.writeValue(json, element);
            last = next;
        }
        json.writeEndArray();
    }
}
