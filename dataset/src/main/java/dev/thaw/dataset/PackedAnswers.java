package dev.thaw.dataset;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;

import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.event.Event;
import dev.thaw.contract.event.EventCodec;
import dev.thaw.contract.event.ImageHeld;
import dev.thaw.contract.event.ImageIngested;
import dev.thaw.contract.event.ImageRejected;
import dev.thaw.contract.event.Origin;
import dev.thaw.contract.event.Split;
import dev.thaw.dataset.packed.NumberedTexts;
import dev.thaw.dataset.packed.PieceReader;
import dev.thaw.dataset.packed.PieceWriter;

/**
 * Answers to arrivals as few bytes, and back again: what was taken in, some twenty bytes besides the picture and names that many
 * answers share; what was not, its JSON. Not thread-safe.
 */
final class PackedAnswers {
    private static final byte INGESTED = 0;
    private static final byte REJECTED = 1;
    private static final byte HELD = 2;
    private static final int DUPLICATE = 1;
    private static final int OTHER_OBJECT = 2;
    private static final int OTHER_SIGNATURE = 4;
    private static final int GROUP = 8;
    private static final int ORIGIN = 16;
    private static final int SPLIT_SHIFT = 5;
    private static final Split[] SPLITS = Split.values();

    private final NumberedTexts names = new NumberedTexts();
    private final Map<String, Pictures> pictures = new HashMap<>();

    /** The pictures of a data set that were taken in. */
    Pictures pictures(String dataset) {
        return pictures.computeIfAbsent(dataset, unknown -> new Pictures());
    }

    static boolean ingested(byte kind) {
        return kind == INGESTED;
    }

    byte[] pack(Event answer) {
        if (answer instanceof ImageIngested ingested) {
            return ingested(ingested);
        }
        try {
            // as characters: an event that somebody else sent may hold some that UTF-8 does not know
            return new PieceWriter().number(answer instanceof ImageHeld ? HELD : REJECTED)
                    .text(EventCodec.json().writeValueAsString(answer)).bytes();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event that cannot be written: " + answer.id(), e);
        }
    }

    /** @param arrival that it answers */
    Event unpack(String arrival, byte[] packed) {
        PieceReader piece = new PieceReader(packed);
        byte kind = (byte) piece.number();
        if (kind == INGESTED) {
            return ingested(arrival, piece);
        }
        try {
            Class<? extends Event> type = kind == HELD ? ImageHeld.class : ImageRejected.class;
            return EventCodec.json().readValue(piece.text(), type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event that was written and cannot be read", e);
        }
    }

    /** Bytes of memory that the names and pictures take. */
    long bytes() {
        return names.bytes() + pictures.values().stream().mapToLong(Pictures::bytes).sum();
    }

    private byte[] ingested(ImageIngested event) {
        Pictures known = pictures(event.dataset());
        int picture = known.add(event.image(), event.signature());
        boolean object = event.object().equals(BucketLayout.image(event.dataset(), event.image()));
        boolean signature = Objects.equals(event.signature(), signature(known, picture));
        int flags = (event.duplicate() ? DUPLICATE : 0) | (object ? 0 : OTHER_OBJECT) | (signature ? 0 : OTHER_SIGNATURE)
                | (event.group() == null ? 0 : GROUP) | (event.origin() == null ? 0 : ORIGIN)
                | event.split().ordinal() << SPLIT_SHIFT;
        PieceWriter piece = new PieceWriter().number(INGESTED).number(flags)
                .number(event.wish() == null ? 0 : event.wish().ordinal() + 1).number(names.add(event.dataset())).number(picture)
                .number(names.add(event.label())).number(event.originalWidth()).number(event.originalHeight())
                .number(event.originalBytes());
        if (!object) {
            piece.text(event.object());
        }
        if (!signature) {
            piece.text(event.signature() == null ? "" : event.signature());
        }
        if (event.group() != null) {
            piece.number(names.add(event.group()));
        }
        if (event.origin() != null) {
            piece.number(names.add(event.origin().topic())).number(event.origin().partition()).number(event.origin().offset());
        }
        return piece.bytes();
    }

    private ImageIngested ingested(String arrival, PieceReader piece) {
        int flags = (int) piece.number();
        int wish = (int) piece.number();
        String dataset = names.get((int) piece.number());
        Pictures known = pictures(dataset);
        int picture = (int) piece.number();
        String image = known.sha256(picture);
        String label = names.get((int) piece.number());
        int width = (int) piece.number();
        int height = (int) piece.number();
        long bytes = piece.number();
        String object = (flags & OTHER_OBJECT) == 0 ? BucketLayout.image(dataset, image) : piece.text();
        String signature = (flags & OTHER_SIGNATURE) == 0
                ? signature(known, picture)
                : Optional.of(piece.text()).filter(text -> !text.isEmpty()).orElse(null);
        String group = (flags & GROUP) == 0 ? null : names.get((int) piece.number());
        Origin origin = (flags & ORIGIN) == 0
                ? null
                : new Origin(names.get((int) piece.number()), (int) piece.number(), piece.number());
        return new ImageIngested(dataset, arrival, image, object, label, SPLITS[flags >>> SPLIT_SHIFT],
                (flags & DUPLICATE) != 0, width, height, bytes, group, origin, signature, wish == 0 ? null : SPLITS[wish - 1]);
    }

    private static String signature(Pictures known, int picture) {
        return known.signature(picture).map(Object::toString).orElse(null);
    }
}
