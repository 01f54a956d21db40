package dev.thaw.servers;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** Tells when a child has finished starting. */
@FunctionalInterface
public interface Readiness {

    boolean ready(ChildJvm child) throws IOException;

    /** The child has printed a line of its own that is exactly this. */
    static Readiness printed(String line) {
        return child -> child.output().lines().anyMatch(line::equals);
    }

    /** An HTTP server answers, with any status. */
    static Readiness answers(String url) {
        return child -> status(url) > 0;
    }

    /** An HTTP server answers with status 200. */
    static Readiness ok(String url) {
        return child -> status(url) == HttpURLConnection.HTTP_OK;
    }

    private static int status(String url) {
        try {
            HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
            connection.setConnectTimeout(1000);
            connection.setReadTimeout(5000);
            try {
                return connection.getResponseCode();
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            // not listening yet
            return -1;
        }
    }
}
