package dev.thaw.service;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.runtime.ShutdownEvent;

/** Tells long work that the service is going down, before messaging is taken apart: leave without acknowledging, the record comes again. */
@Singleton
public class Shutdown {
    private volatile boolean begun;

    void begin(@Observes @Priority(1) ShutdownEvent event) {
        begun = true;
    }

    public boolean begun() {
        return begun;
    }
}
