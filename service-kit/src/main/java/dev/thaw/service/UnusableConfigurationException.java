package dev.thaw.service;

import java.util.List;

/** A service was configured in a way that waiting does not mend; the message names every mistake. Has no stack trace: it is for people. */
public final class UnusableConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnusableConfigurationException(List<String> mistakes) {
        super(mistakes.size() == 1 ? mistakes.get(0) : text(mistakes), null, false, false);
    }

    private static String text(List<String> mistakes) {
        return "the configuration has " + mistakes.size() + " mistakes:\n  - " + String.join("\n  - ", mistakes);
    }
}
