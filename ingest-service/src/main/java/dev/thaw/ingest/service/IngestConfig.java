package dev.thaw.ingest.service;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What an original may cost, and how many are worked on. */
@ConfigMapping(prefix = "thaw.ingest")
public interface IngestConfig {

    /** Bytes of an original at most. Default: 32 MiB. */
    @WithDefault("33554432")
    int maxBytes();

    /** Pixels of an original at most, by its header; a quarter of it for WebP. Default: 64 million. */
    @WithDefault("64000000")
    long maxPixels();

    /** How long an original may take to decode. Default: 20 seconds. */
    @WithDefault("PT20S")
    Duration maxTime();

    /** How many images may be decoded at the same time. Default: the number of processors. */
    OptionalInt decoders();

    /** A directory with data sets to declare at every start, one a YAML file. Default: none. */
    Optional<Path> datasets();

    /** How often the bucket is looked through for originals that nobody told of; 0: never. Default: 10 minutes. */
    @WithDefault("PT10M")
    Duration reconcileEvery();

    /**
     * The S3 server's notification target for {@code bucket.notifications}, such as {@code arn:minio:sqs::THAW:kafka}: the bucket is asked at
     * start to tell it of new arrivals. Default: none, somebody else asks, or only the listing finds them.
     */
    Optional<String> notifications();
}
