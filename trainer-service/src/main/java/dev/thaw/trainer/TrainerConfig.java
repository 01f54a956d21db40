package dev.thaw.trainer;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What the trainer is told. */
@ConfigMapping(prefix = "thaw.trainer")
public interface TrainerConfig {

    /** After how long without a word from the evaluator, at the end of a stage, the trainer judges by itself. Default: 60 seconds. */
    @WithDefault("PT60S")
    Duration evaluatorPatience();

    /** How often progress is published while a run works. Default: 2 seconds. */
    @WithDefault("PT2S")
    Duration progressInterval();

    /** Images fetched from the bucket at a time. Default: 8. */
    @WithDefault("8")
    int parallelFetches();

    /** After so many attempts in a row that came no further a run has failed: something about it ends the process again and again. Default: 10. */
    @WithDefault("10")
    int maxAttempts();

    /** How often a trainer looks whether the run is still its own. Default: 5 seconds. */
    @WithDefault("PT5S")
    Duration claimCheck();

    /** How long a run waits for a broker or an S3 server that does not answer, before it has failed. Default: 30 minutes. */
    @WithDefault("PT30M")
    Duration outagePatience();

    /** The pause before a run that met such an outage tries again; it grows up to six times that. Default: 5 seconds. */
    @WithDefault("PT5S")
    Duration retryPause();
}
