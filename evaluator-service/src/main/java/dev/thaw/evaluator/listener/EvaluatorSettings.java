package dev.thaw.evaluator.listener;

import java.util.List;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.thaw.service.Mistakes;
import dev.thaw.service.StartupCheck;

/** Checks what the evaluator is told. */
@Singleton
class EvaluatorSettings implements StartupCheck {
    private final EvaluatorConfig config;

    @Inject
    EvaluatorSettings(EvaluatorConfig config) {
        this.config = config;
    }

    @Override
    public List<String> mistakes() {
        return new Mistakes()
                .atLeast("thaw.evaluator.warm-runs", config.warmRuns(), 1)
                .positive("thaw.evaluator.first-pause", config.firstPause())
                .unless(config.longestPause().compareTo(config.firstPause()) >= 0,
                        "thaw.evaluator.longest-pause must not be shorter than thaw.evaluator.first-pause, which is "
                                + config.firstPause() + ", but is " + config.longestPause())
                .positive("thaw.evaluator.outage-patience", config.outagePatience())
                .list();
    }
}
