package dev.thaw.service;

import java.util.List;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Checks where health and metrics are told; the port is opened last, long after everything else was waited for. */
@Singleton
class HttpSettings implements StartupCheck {
    private static final int HIGHEST_PORT = 65_535;
    private final int port;

    @Inject
    HttpSettings(@ConfigProperty(name = "quarkus.http.port", defaultValue = "8080") int port) {
        this.port = port;
    }

    @Override
    public List<String> mistakes() {
        return new Mistakes().unless(port >= 0 && port <= HIGHEST_PORT,
                "quarkus.http.port must be 0 to " + HIGHEST_PORT + ", not " + port).list();
    }
}
