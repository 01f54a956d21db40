package dev.thaw.evaluator.listener;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What the evaluator is told. */
@ConfigMapping(prefix = "thaw.evaluator")
public interface EvaluatorConfig {

    /** How many runs keep their compiled networks in memory. Default: 2, for two trainers at work. */
    @WithDefault("2")
    int warmRuns();

    /** The pause before the first new attempt while the broker or the S3 server does not answer; it doubles each time. Default: 1 second. */
    @WithDefault("PT1S")
    Duration firstPause();

    /** The longest pause between attempts. Default: 30 seconds. */
    @WithDefault("PT30S")
    Duration longestPause();

    /** How long a record waits for a broker or an S3 server that does not answer, before it goes to the dead-letter topic. Default: 30 minutes. */
    @WithDefault("PT30M")
    Duration outagePatience();

    /** What the lineage of a model says about the code that exported it. Default: the version of the build. */
    @WithDefault("${quarkus.application.version}")
    String codeVersion();
}
