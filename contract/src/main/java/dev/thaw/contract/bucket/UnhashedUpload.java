package dev.thaw.contract.bucket;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.minio.GetPresignedObjectUrlArgs;
import io.minio.MinioClient;
import io.minio.errors.MinioException;
import io.minio.http.Method;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import okio.HashingSink;
import okio.Okio;

/**
 * Creates an object of any size in one request, as a create-once object has to be. MinIO's client signs the hash of the content where
 * there is no TLS; a server that has the whole content in memory to check that refuses what is long. Here only the address is signed,
 * and the content goes with its MD5.
 */
final class UnhashedUpload {
    private static final int MINUTES = 60;
    private static final int NOT_ABSENT = 412;
    private static final int MOST_OF_ANSWER = 4096;
    private static final Pattern CODE = Pattern.compile("<Code>(\\w+)</Code>");
    private final MinioClient client;
    private final OkHttpClient http;
    private final String bucket;

    UnhashedUpload(MinioClient client, OkHttpClient http, String bucket) {
        this.client = client;
        this.http = http;
        this.bucket = bucket;
    }

    /** @return false if there is an object of that key already */
    boolean create(String key, Path file, String contentType) throws IOException, MinioException, GeneralSecurityException {
        return create(key, RequestBody.create(file.toFile(), MediaType.get(contentType)));
    }

    /** @return false if there is an object of that key already */
    boolean create(String key, byte[] content, String contentType) throws IOException, MinioException, GeneralSecurityException {
        return create(key, RequestBody.create(content, MediaType.get(contentType)));
    }

    private boolean create(String key, RequestBody content) throws IOException, MinioException, GeneralSecurityException {
        String address = client.getPresignedObjectUrl(GetPresignedObjectUrlArgs.builder().method(Method.PUT).bucket(bucket)
                .object(key).expiry(MINUTES, TimeUnit.MINUTES).build());
        Request request = new Request.Builder().url(address).header("If-None-Match", "*").header("Content-MD5", md5(content))
                .put(content).build();
        try (Response response = http.newCall(request).execute()) {
            if (response.isSuccessful()) {
                return true;
            }
            if (response.code() == NOT_ABSENT) {
                return false;
            }
            Matcher code = CODE.matcher(response.peekBody(MOST_OF_ANSWER).string());
            throw new IOException(
                    "the S3 server answered \"" + (code.find() ? code.group(1) : "HTTP " + response.code()) + "\" for "
                            + bucket + "/" + key);
        }
    }

    private static String md5(RequestBody content) throws IOException {
        try (HashingSink digest = HashingSink.md5(Okio.blackhole()); BufferedSink buffer = Okio.buffer(digest)) {
            content.writeTo(buffer);
            buffer.flush();
            return digest.hash().base64();
        }
    }
}
