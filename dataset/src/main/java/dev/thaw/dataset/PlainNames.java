package dev.thaw.dataset;

import com.fasterxml.jackson.databind.JsonNode;

import dev.thaw.contract.text.PlainName;
import dev.thaw.yaml.Section;

/** Names that may become part of object keys and record keys. */
final class PlainNames {

    private PlainNames() {
    }

    /** Whatever stands there, and a mistake if it is no such name. */
    static String read(Section section, String key) {
        JsonNode value = section.required(key);
        if (!value.isMissingNode() && !(value.isTextual() && PlainName.matches(value.textValue()))) {
            section.mistake(key, "must be " + PlainName.RULE + ", not " + Section.shown(value));
        }
        return value.asText();
    }
}
