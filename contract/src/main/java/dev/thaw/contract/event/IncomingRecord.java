package dev.thaw.contract.event;

import java.util.Map;

/** A record as it came from a topic, before anybody knows whether it is an event. */
public final class IncomingRecord {
    private final byte[] key;
    private final Map<String, byte[]> headers;
    private final byte[] data;
    private final long timestamp;

    /**
     * @param key the record's key, or null
     * @param headers by name
     * @param data the record's value, or null
     * @param timestamp the record's own, epoch milliseconds
     */
    public IncomingRecord(byte[] key, Map<String, byte[]> headers, byte[] data, long timestamp) {
        this.key = key;
        this.headers = Map.copyOf(headers);
        this.data = data;
        this.timestamp = timestamp;
    }

    byte[] key() {
        return key;
    }

    /** A header's value, or null. */
    byte[] header(String name) {
        return headers.get(name);
    }

    byte[] data() {
        return data;
    }

    long timestamp() {
        return timestamp;
    }
}
