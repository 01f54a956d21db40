package dev.thaw.reliability;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** What a service's health probes answer. */
final class Probes {
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;
    private final String url;

    /** @param url of the service's HTTP server */
    Probes(String url) {
        this.url = url;
    }

    boolean ready() {
        return status("ready") == OK;
    }

    boolean live() {
        return status("live") == OK;
    }

    /** Whether it says so itself; one that does not answer in time may only be busy. */
    boolean dead() {
        return status("live") == UNAVAILABLE;
    }

    private int status(String probe) {
        try {
            HttpURLConnection connection = (HttpURLConnection) URI.create(url + "/q/health/" + probe).toURL().openConnection();
            connection.setConnectTimeout(2_000);
            connection.setReadTimeout(20_000);
            try {
                return connection.getResponseCode();
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            // nobody listens, or it does not answer
            return 0;
        }
    }
}
