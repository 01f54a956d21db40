package dev.thaw.service;

import java.util.List;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkus.runtime.StartupEvent;

/** Ends a service that is configured wrong, with all mistakes at once, before it connects to anything. */
@Singleton
class StartupChecks {
    private final Instance<StartupCheck> checks;

    @Inject
    StartupChecks(@Any Instance<StartupCheck> checks) {
        this.checks = checks;
    }

    void check(@Observes @Priority(0) StartupEvent event) {
        List<String> mistakes = checks.stream().flatMap(check -> check.mistakes().stream()).sorted().toList();
        if (!mistakes.isEmpty()) {
            throw new UnusableConfigurationException(mistakes);
        }
    }
}
