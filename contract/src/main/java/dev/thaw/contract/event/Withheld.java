package dev.thaw.contract.event;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * An image that is in no split, as long as things are as they are.
 *
 * @param sha256 of the stored PNG
 * @param other the image that it must not be used beside, of several the one with the least hash; null: there is none
 */
public record Withheld(String sha256, Reason reason, String other) {

    public Withheld {
        Check.sha256("withheld.sha256", sha256);
        Check.present("withheld.reason", reason);
        if (other != null) {
            Check.sha256("withheld.other", other);
        }
    }

    /** Why an image is withheld. */
    public enum Reason {
        /** The same picture, or a copy of it, is for another split. */
        @JsonProperty("other-split")
        OTHER_SPLIT,
        /** The same picture, or the same picture encoded anew, came with another label. */
        @JsonProperty("disputed-label")
        DISPUTED_LABEL,
        /** Its class has more of its split than its share. */
        @JsonProperty("balance")
        BALANCE
    }
}
