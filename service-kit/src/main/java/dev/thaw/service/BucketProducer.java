package dev.thaw.service;

import java.io.IOException;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import dev.thaw.contract.bucket.MinioBucket;
import dev.thaw.contract.bucket.S3HttpClient;
import io.minio.MinioClient;
import okhttp3.OkHttpClient;

/** Makes the bucket of the configuration a bean. */
@Singleton
class BucketProducer {

    @Produces
    @Singleton
    MinioBucket minioBucket(ThawConfig config) throws IOException {
        ThawConfig.S3 s3 = config.s3();
        OkHttpClient http = S3HttpClient.create(s3.caCertificate());
        MinioClient client = MinioClient.builder()
                .endpoint(s3.endpoint())
                .region(s3.region())
                .credentials(Secret.accessKey(s3), Secret.secretKey(s3))
                .httpClient(http, true)
                .build();
        return new MinioBucket(client, http, config.bucket());
    }
}
