package dev.thaw.service;

import java.util.List;

import io.quarkus.runtime.configuration.ConfigurationException;

/**
 * A service was configured in a way that waiting does not mend; the message names every mistake. Quarkus prints no more than the message
 * of such an exception, and ends with status 1: it is for people.
 */
public final class UnusableConfigurationException extends ConfigurationException {
    private static final long serialVersionUID = 1;

    public UnusableConfigurationException(List<String> mistakes) {
        super(mistakes.size() == 1 ? mistakes.get(0) : text(mistakes));
    }

    private static String text(List<String> mistakes) {
        return "the configuration has " + mistakes.size() + " mistakes:\n  - " + String.join("\n  - ", mistakes);
    }
}
