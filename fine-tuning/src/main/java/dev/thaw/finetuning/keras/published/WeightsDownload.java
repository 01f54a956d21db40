package dev.thaw.finetuning.keras.published;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** One file by HTTP. */
final class WeightsDownload {
    /** The largest published file has less than 240 MB. */
    private static final long MOST_BYTES = 1L << 30;
    private static final int PIECE = 1 << 16;

    private final WeightsCache.DownloadListener listener;
    private final HttpClient client = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(Duration.ofSeconds(20)).build();

    WeightsDownload(WeightsCache.DownloadListener listener) {
        this.listener = listener;
    }

    /** @throws UnavailableWeightsException if there is no network, no such file, or not all of it came */
    void fetch(PublishedWeights weights, URI address, Path to) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address).timeout(Duration.ofMinutes(1)).build();
        HttpResponse<InputStream> response;
        try {
            response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UnavailableWeightsException("cannot fetch the weights of " + weights.name() + ": " + address.getHost()
                    + " cannot be reached; bring the file " + weights.fileName()
                    + " from elsewhere and give it with --base FILE, or"
                    + " name a mirror with --weights-mirror URL", e);
        }
        try (InputStream in = response.body()) {
            if (response.statusCode() != 200) {
                throw new UnavailableWeightsException("cannot fetch the weights of " + weights.name() + ": " + address
                        + " answers with HTTP status " + response.statusCode() + "; give a file with --base FILE, or another"
                        + " address with --weights-mirror URL");
            }
            copy(weights, in, response.headers().firstValueAsLong("content-length").orElse(-1), address, to);
        }
    }

    private void copy(PublishedWeights weights, InputStream in, long total, URI address, Path to) throws IOException {
        long received = 0;
        try (OutputStream out = Files.newOutputStream(to)) {
            byte[] piece = new byte[PIECE];
            int count = read(weights, in, piece, address, received);
            while (count >= 0) {
                out.write(piece, 0, count);
                received += count;
                if (received > MOST_BYTES) {
                    throw new UnavailableWeightsException("what " + address + " sends for " + weights.name() + " has more than "
                            + MOST_BYTES + " bytes, which no published weights have; it was removed");
                }
                listener.received(weights, received, total);
                count = read(weights, in, piece, address, received);
            }
        }
    }

    /** Apart from writing, so that a full disk is not taken for a broken connection. */
    private static int read(PublishedWeights weights, InputStream in, byte[] piece, URI address, long received)
            throws UnavailableWeightsException {
        try {
            return in.read(piece);
        } catch (IOException e) {
            throw new UnavailableWeightsException("the weights of " + weights.name() + " came only in part from " + address + " ("
                    + received + " bytes); they were removed: try again", e);
        }
    }
}
