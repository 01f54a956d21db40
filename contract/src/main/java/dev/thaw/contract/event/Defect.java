package dev.thaw.contract.event;

import java.util.Locale;

/** What is wrong with a record, for machines: the tag of a metric, and a header of the dead letter. */
public enum Defect {
    /** No CloudEvent in binary mode. */
    NO_CLOUD_EVENT,
    /** A type that the contract does not know, or that belongs on another topic. */
    WRONG_TYPE,
    NO_DATA,
    TOO_LARGE,
    NOT_JSON,
    /** JSON, but not of that event: a field is missing, of the wrong kind, or names what it may not. */
    INVALID,
    /** The record's key is not the event's, so that what belongs together would not stay in order. */
    WRONG_KEY,
    /** It claims to be from a time that has not come. */
    FROM_THE_FUTURE,
    /** An event of the contract, but what it asks for cannot be done. */
    NOT_POSSIBLE;

    /** As it is written in headers and metrics. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
