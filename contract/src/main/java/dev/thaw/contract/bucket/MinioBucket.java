package dev.thaw.contract.bucket;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import io.minio.BucketExistsArgs;
import io.minio.GetBucketNotificationArgs;
import io.minio.GetObjectArgs;
import io.minio.ListObjectsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.Result;
import io.minio.SetBucketNotificationArgs;
import io.minio.StatObjectArgs;
import io.minio.UploadObjectArgs;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import io.minio.messages.EventType;
import io.minio.messages.Item;
import io.minio.messages.NotificationConfiguration;
import io.minio.messages.QueueConfiguration;
import okhttp3.OkHttpClient;

/** A bucket on any S3 server, through MinIO's client. */
public final class MinioBucket implements Bucket {
    private static final int PART_SIZE = 10 * 1024 * 1024;
    private static final int PAGE = 1000;
    private static final Map<String, String> IF_ABSENT = Map.of("If-None-Match", "*");

    private final MinioClient client;
    private final String bucket;
    private final UnhashedUpload upload;

    /**
     * @param client with an {@link S3HttpClient} @param http the same HTTP client @param bucket need not be there yet, see {@link #create}
     */
    public MinioBucket(MinioClient client, OkHttpClient http, String bucket) {
        this.client = client;
        this.bucket = bucket;
        this.upload = new UnhashedUpload(client, http, bucket);
    }

    /** Creates the bucket if there is none. */
    public void create() throws IOException {
        call("", () -> {
            if (!client.bucketExists(BucketExistsArgs.builder().bucket(bucket).build())) {
                try {
                    client.makeBucket(MakeBucketArgs.builder().bucket(bucket).build());
                } catch (ErrorResponseException e) {
                    // another service was quicker
                    if (!e.errorResponse().code().startsWith("BucketAlready")) {
                        throw e;
                    }
                }
            }
            return null;
        });
    }

    /**
     * Asks the server to tell of every object that is created in a folder, if it does not tell already; what else it tells stays.
     *
     * @param target whom it tells: the ARN of a notification target that the server is configured with
     * @return false if it was asked before
     */
    public boolean tell(String target, String folder) throws IOException {
        return call("", () -> {
            NotificationConfiguration present = client
                    .getBucketNotification(GetBucketNotificationArgs.builder().bucket(bucket).build());
            List<QueueConfiguration> queues = new ArrayList<>(present.queueConfigurationList());
            if (queues.stream().anyMatch(queue -> target.equals(queue.queue()))) {
                return false;
            }
            QueueConfiguration queue = new QueueConfiguration();
            queue.setQueue(target);
            queue.setEvents(List.of(EventType.OBJECT_CREATED_ANY));
            queue.setPrefixRule(folder);
            queues.add(queue);
            present.setQueueConfigurationList(queues);
            client.setBucketNotification(SetBucketNotificationArgs.builder().bucket(bucket).config(present).build());
            return true;
        });
    }

    @Override
    public byte[] get(String key) throws IOException {
        try (InputStream in = open(key)) {
            return in.readAllBytes();
        }
    }

    @Override
    public long size(String key) throws IOException {
        try {
            return call(key, () -> client.statObject(StatObjectArgs.builder().bucket(bucket).object(key).build()).size());
        } catch (NoSuchFileException e) {
            return -1;
        }
    }

    @Override
    public InputStream open(String key) throws IOException {
        return call(key, () -> client.getObject(GetObjectArgs.builder().bucket(bucket).object(key).build()));
    }

    @Override
    public void put(String key, byte[] content, String contentType) throws IOException {
        call(key, () -> client.putObject(PutObjectArgs.builder().bucket(bucket).object(key).contentType(contentType)
                .stream(new ByteArrayInputStream(content), content.length, -1).build()));
    }

    @Override
    public void put(String key, Path file, String contentType) throws IOException {
        call(key, () -> client.uploadObject(UploadObjectArgs.builder().bucket(bucket).object(key)
                .filename(file.toString(), PART_SIZE).contentType(contentType).build()));
    }

    @Override
    public void put(String key, Path file, String contentType, Map<String, String> metadata) throws IOException {
        call(key, () -> client.uploadObject(UploadObjectArgs.builder().bucket(bucket).object(key)
                .filename(file.toString(), PART_SIZE).contentType(contentType).userMetadata(metadata).build()));
    }

    @Override
    public Map<String, String> metadata(String key) throws IOException {
        Map<String, String> metadata = new TreeMap<>();
        call(key, () -> client.statObject(StatObjectArgs.builder().bucket(bucket).object(key).build())).userMetadata()
                .forEach((name, value) -> metadata.put(name.toLowerCase(Locale.ROOT), value));
        return metadata;
    }

    @Override
    public boolean putIfAbsent(String key, byte[] content, String contentType) throws IOException {
        // an upload in parts would not be create-once: the client sends the condition when it begins, not when it completes
        return content.length > PutObjectArgs.MIN_MULTIPART_SIZE
                ? call(key, () -> upload.create(key, content, contentType))
                : create(key, () -> client.putObject(PutObjectArgs.builder().bucket(bucket).object(key)
                        .contentType(contentType).stream(new ByteArrayInputStream(content), content.length, -1)
                        .extraHeaders(IF_ABSENT).build()));
    }

    @Override
    public boolean putIfAbsent(String key, Path file, String contentType) throws IOException {
        return call(key, () -> upload.create(key, file, contentType));
    }

    private boolean create(String key, Request<?> request) throws IOException {
        return call(key, () -> {
            try {
                request.send();
                return true;
            } catch (ErrorResponseException e) {
                if (e.response().code() == 412) {
                    return false;
                }
                throw e;
            }
        });
    }

    @Override
    public List<BucketObject> objects(String prefix) throws IOException {
        return call(prefix, () -> {
            List<BucketObject> objects = new ArrayList<>();
            for (Result<Item> item : client.listObjects(
                    ListObjectsArgs.builder().bucket(bucket).prefix(prefix).recursive(true).build())) {
                Item found = item.get();
                if (!found.isDir()) {
                    objects.add(new BucketObject(found.objectName(), found.size(), found.lastModified().toInstant()));
                }
            }
            return objects.stream().sorted(Comparator.comparing(BucketObject::key)).toList();
        });
    }

    @Override
    public List<BucketObject> objects(String prefix, String after, int limit) throws IOException {
        return call(prefix, () -> {
            List<BucketObject> objects = new ArrayList<>();
            Iterator<Result<Item>> items = client.listObjects(ListObjectsArgs.builder().bucket(bucket).prefix(prefix)
                    .startAfter(after).maxKeys(Math.min(limit, PAGE)).recursive(true).build()).iterator();
            // the client asks for the next page when this one is used up
            while (objects.size() < limit && items.hasNext()) {
                Item found = items.next().get();
                if (!found.isDir()) {
                    objects.add(new BucketObject(found.objectName(), found.size(), found.lastModified().toInstant()));
                }
            }
            return objects;
        });
    }

    @Override
    public void delete(String key) throws IOException {
        call(key, () -> {
            client.removeObject(RemoveObjectArgs.builder().bucket(bucket).object(key).build());
            return null;
        });
    }

    private <T> T call(String key, Request<T> request) throws IOException {
        try {
            return request.send();
        } catch (ErrorResponseException e) {
            if (e.errorResponse().code().equals("NoSuchKey")) {
                throw new NoSuchFileException(key);
            }
            if (e.errorResponse().code().equals("RequestTimeTooSkewed")) {
                throw new IOException("the S3 server refuses " + bucket + "/" + key + " because its clock, "
                        + e.response().header("Date") + ", is too far from this machine's, "
                        + DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC))
                        + ": set the wrong one right", e);
            }
            throw new IOException("the S3 server answered \"" + e.errorResponse().code() + "\" for " + bucket + "/" + key, e);
        } catch (MinioException | GeneralSecurityException e) {
            throw new IOException("the S3 server failed on " + bucket + "/" + key + ": " + e.getMessage(), e);
        }
    }

    private interface Request<T> {
        T send() throws IOException, MinioException, GeneralSecurityException;
    }
}
