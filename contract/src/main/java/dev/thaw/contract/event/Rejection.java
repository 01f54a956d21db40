package dev.thaw.contract.event;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why an arrival did not become an image of the data set. */
public enum Rejection {
    @JsonProperty("unknown-dataset")
    UNKNOWN_DATASET,
    @JsonProperty("unknown-label")
    UNKNOWN_LABEL,
    @JsonProperty("label-conflict")
    LABEL_CONFLICT,
    @JsonProperty("missing-object")
    MISSING_OBJECT,
    @JsonProperty("empty")
    EMPTY,
    @JsonProperty("too-large")
    TOO_LARGE,
    @JsonProperty("too-many-pixels")
    TOO_MANY_PIXELS,
    @JsonProperty("unsupported-format")
    UNSUPPORTED_FORMAT,
    @JsonProperty("corrupt")
    CORRUPT,
    @JsonProperty("too-slow")
    TOO_SLOW
}
