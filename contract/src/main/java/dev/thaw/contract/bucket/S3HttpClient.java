package dev.thaw.contract.bucket;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/** The HTTP client of MinIO's: it sends what there is at once, and gives up after 10 seconds without a connection, 60 without a byte. */
public final class S3HttpClient {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration BYTES = Duration.ofSeconds(60);

    private S3HttpClient() {
    }

    /** One that trusts whom Java trusts. */
    public static OkHttpClient create() {
        return new OkHttpClient.Builder()
                .socketFactory(new NoDelaySocketFactory())
                .protocols(List.of(Protocol.HTTP_1_1))
                .connectTimeout(CONNECT)
                .readTimeout(BYTES)
                .writeTimeout(BYTES)
                .build();
    }

    /**
     * One that trusts only the certificates of a file.
     *
     * @param certificates a PEM file; empty: those that Java trusts
     * @throws IOException if the file cannot be read or holds no certificate; the message says which
     */
    public static OkHttpClient create(Optional<Path> certificates) throws IOException {
        if (certificates.isEmpty()) {
            return create();
        }
        X509TrustManager trust = TrustedCertificates.read(certificates.get());
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[]{trust}, null);
            return create().newBuilder().sslSocketFactory(context.getSocketFactory(), trust).build();
        } catch (GeneralSecurityException e) {
            throw new IOException("this Java cannot speak TLS: " + e.getMessage(), e);
        }
    }
}
