package dev.thaw.trainer;

import java.util.List;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.thaw.service.Mistakes;
import dev.thaw.service.StartupCheck;

/** Checks what the trainer is told. */
@Singleton
class TrainerSettings implements StartupCheck {
    private final TrainerConfig config;

    @Inject
    TrainerSettings(TrainerConfig config) {
        this.config = config;
    }

    @Override
    public List<String> mistakes() {
        return new Mistakes()
                .positive("thaw.trainer.evaluator-patience", config.evaluatorPatience())
                .positive("thaw.trainer.progress-interval", config.progressInterval())
                .atLeast("thaw.trainer.parallel-fetches", config.parallelFetches(), 1)
                .atLeast("thaw.trainer.max-attempts", config.maxAttempts(), 1)
                .positive("thaw.trainer.claim-check", config.claimCheck())
                .positive("thaw.trainer.outage-patience", config.outagePatience())
                .positive("thaw.trainer.retry-pause", config.retryPause())
                .list();
    }
}
