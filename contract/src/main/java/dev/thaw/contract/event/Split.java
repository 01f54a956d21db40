package dev.thaw.contract.event;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What an image is used for; decided once and for ever when it is ingested. */
public enum Split {
    @JsonProperty("train")
    TRAIN,
    @JsonProperty("validation")
    VALIDATION,
    @JsonProperty("test")
    TEST
}
