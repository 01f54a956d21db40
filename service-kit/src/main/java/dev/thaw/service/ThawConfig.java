package dev.thaw.service;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What all services are told: the names they use on the broker and in the bucket, and where the bucket is. */
@ConfigMapping(prefix = "thaw")
public interface ThawConfig {

    /** Put before the name of every topic, so that several systems can share a broker. Default: nothing. */
    Optional<String> topicPrefix();

    /** The bucket. Default: {@code thaw}. */
    @WithDefault("thaw")
    String bucket();

    /** A directory of this machine for copies of what is in the bucket; may be emptied while the service is down. Default: {@code /tmp/thaw}. */
    @WithDefault("/tmp/thaw")
    Path cacheDirectory();

    /**
     * How large the feature bank may grow in the bucket, and its copy in the cache directory, in MiB; the backbone that was not used for
     * longest makes room. Default: 20480, which is 20 GiB.
     */
    @WithDefault("20480")
    long featureBankMebibytes();

    /** How long a service that starts waits for the broker and the S3 server before it gives up. Default: 60 seconds. */
    @WithDefault("PT60S")
    Duration startupPatience();

    /** The S3 server. */
    S3 s3();

    /** How topics are made where they are missing. */
    Topics topics();

    /** Where the bucket is and who may use it. */
    interface S3 {

        /** The server's address. Default: {@code http://127.0.0.1:9000}. */
        @WithDefault("http://127.0.0.1:9000")
        String endpoint();

        /** The region that requests are signed for. Default: {@code us-east-1}. */
        @WithDefault("us-east-1")
        String region();

        /** The name to sign with; needed, here or in {@link #accessKeyFile()}. */
        Optional<String> accessKey();

        /** A file that holds the name to sign with and nothing else, as a mounted secret does. */
        Optional<Path> accessKeyFile();

        /** The secret to sign with; needed, here or in {@link #secretKeyFile()}. */
        Optional<String> secretKey();

        /** A file that holds the secret to sign with and nothing else. */
        Optional<Path> secretKeyFile();

        /** A PEM file of the certificates that an {@code https} server is trusted by, instead of Java's own. */
        Optional<Path> caCertificate();
    }

    /** How topics are made where they are missing; topics that exist are left as they are. */
    interface Topics {

        /** Whether the service makes missing topics; where it does not, somebody else has to make them before it starts. Default: true. */
        @WithDefault("true")
        boolean create();

        /** Partitions of each topic. Default: 1. */
        @WithDefault("1")
        int partitions();

        /** Copies of each partition; -1: the broker's default. Default: -1. */
        @WithDefault("-1")
        short replication();
    }
}
