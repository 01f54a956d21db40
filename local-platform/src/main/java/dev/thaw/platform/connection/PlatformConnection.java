package dev.thaw.platform.connection;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.MinioBucket;
import dev.thaw.contract.bucket.S3HttpClient;
import dev.thaw.contract.event.Topic;
import dev.thaw.contract.kafka.DeadLetterBox;
import dev.thaw.contract.kafka.EventReader;
import dev.thaw.contract.kafka.EventWriter;
import io.minio.MinioClient;
import okhttp3.OkHttpClient;

/** A command's clients of a platform: the bucket, one writer of events, readers as needed. */
public final class PlatformConnection implements AutoCloseable {
    private final PlatformAddress address;
    private final OkHttpClient http;
    private final MinioBucket bucket;
    private EventWriter writer;

    public PlatformConnection(PlatformAddress address) {
        this.address = address;
        this.http = http(address);
        this.bucket = bucket(address.bucket());
    }

    private static OkHttpClient http(PlatformAddress address) {
        try {
            return S3HttpClient.create(Optional.ofNullable(address.s3Certificates()).map(Path::of));
        } catch (IOException e) {
            throw new CommandException("the certificates for the S3 server cannot be used: " + e.getMessage(), e);
        }
    }

    public PlatformAddress address() {
        return address;
    }

    public Bucket bucket() {
        return bucket;
    }

    /** Another bucket on the same server. */
    public MinioBucket bucket(String name) {
        return new MinioBucket(MinioClient.builder().endpoint(address.s3Endpoint())
                .credentials(address.accessKey(), address.secretKey()).httpClient(http).build(), http, name);
    }

    /** The writer of this command's events. */
    public synchronized EventWriter writer() {
        if (writer == null) {
            writer = new EventWriter(address.kafkaProperties(), address.topicPrefix(), "urn:thaw:command");
        }
        return writer;
    }

    /** A reader from the beginning of some topics; to be closed. */
    public EventReader reader(Topic... topics) {
        return reader(Instant.EPOCH, topics);
    }

    /** The same, without what was written before to topics that are not compacted. */
    public EventReader reader(Instant since, Topic... topics) {
        return new EventReader(address.kafkaProperties(), address.topicPrefix(), List.of(topics), since);
    }

    /** What the services could not read or handle. */
    public DeadLetterBox deadLetters() {
        return new DeadLetterBox(address.kafkaProperties(), address.topicPrefix());
    }

    @Override
    public synchronized void close() {
        if (writer != null) {
            writer.close();
        }
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }
}
