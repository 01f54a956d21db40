package dev.thaw.contract.event;

import java.util.Locale;

/**
 * Somebody wants a model promoted, withdrawn, or an older one back: the evaluator answers with a {@link ModelDecided} or, if it
 * cannot be done, a {@link DecisionDeclined}.
 *
 * @param request a name chosen by who asks, new for each request: letters, digits, '-', '_' and '.'
 * @param version the model; null only for ROLL_BACK: the one that was champion before
 * @param reason for people
 * @param by who asks
 */
public record DecisionAsked(String dataset, String request, Action action, Integer version, String reason, String by)
        implements
            Event {

    /**
     * PROMOTE: the model becomes champion, whatever the gates said. REFUSE: the model is withdrawn; if it is champion, the one
     * before it is champion again. ROLL_BACK: a model that was champion becomes champion again.
     */
    public enum Action {
        PROMOTE,
        REFUSE,
        ROLL_BACK
    }

    public DecisionAsked {
        Check.name("dataset", dataset);
        Check.name("request", request);
        Check.present("action", action);
        Check.present("reason", reason);
        Check.line("by", by);
        if (version == null && action != Action.ROLL_BACK) {
            throw new IllegalArgumentException(
                    "version is missing: which model to " + action.name().toLowerCase(Locale.ROOT));
        }
        if (version != null) {
            Check.atLeast("version", version, 1);
        }
    }

    @Override
    public String id() {
        return dataset + "/" + request;
    }

    @Override
    public String key() {
        return dataset;
    }
}
