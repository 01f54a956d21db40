package dev.thaw.service;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import dev.thaw.contract.bucket.MinioBucket;
import io.minio.MinioClient;

/** Makes the bucket of the configuration a bean. */
@Singleton
class BucketProducer {

    @Produces
    @Singleton
    MinioBucket minioBucket(ThawConfig config) {
        ThawConfig.S3 s3 = config.s3();
        MinioClient client = MinioClient.builder()
                .endpoint(s3.endpoint())
                .region(s3.region())
                .credentials(s3.accessKey(), s3.secretKey())
                .httpClient(MinioBucket.httpClient(), true)
                .build();
        return new MinioBucket(client, config.bucket());
    }
}
