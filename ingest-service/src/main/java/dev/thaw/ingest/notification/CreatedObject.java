package dev.thaw.ingest.notification;

import java.util.Map;

/**
 * One object that a notification speaks of.
 *
 * @param event what happened to it, such as {@code s3:ObjectCreated:Put}
 * @param key decoded
 * @param metadata names in lower case, without {@code x-amz-meta-}
 */
record CreatedObject(String event, String bucket, String key, Map<String, String> metadata) {
    private static final String CREATED = "ObjectCreated:";

    /** AWS leaves out the "s3:" that MinIO writes. */
    boolean created() {
        return event.startsWith("s3:" + CREATED) || event.startsWith(CREATED);
    }
}
