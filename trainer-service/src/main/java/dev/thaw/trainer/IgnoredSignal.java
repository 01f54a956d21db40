package dev.thaw.trainer;

import java.util.Locale;

/** Why a signal has no effect. */
enum IgnoredSignal {
    REPEATED("it came before"),
    OTHER_ATTEMPT("it was for another attempt"),
    OTHER_STAGE("it is for a stage that the run is not in"),
    STAGE_OVER("it came too late: the stage's best was known already"),
    STOPPING_ALREADY("another signal has the same effect or a stronger one"),
    RUN_OVER("it came too late: the training was over");

    private final String reason;

    IgnoredSignal(String reason) {
        this.reason = reason;
    }

    /** For people. */
    String reason() {
        return reason;
    }

    /** For metrics. */
    String tag() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
