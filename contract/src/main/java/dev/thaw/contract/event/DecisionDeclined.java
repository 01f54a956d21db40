package dev.thaw.contract.event;

/**
 * What a person asked for cannot be done; nothing has changed.
 *
 * @param request the id of the {@link DecisionAsked} that it answers
 * @param reason for people: why, and what can be done
 */
public record DecisionDeclined(String dataset, String request, String reason) implements Event {

    public DecisionDeclined {
        Check.name("dataset", dataset);
        Check.line("request", request);
        Check.present("reason", reason);
    }

    @Override
    public String id() {
        return request + "/declined";
    }

    @Override
    public String key() {
        return dataset;
    }
}
