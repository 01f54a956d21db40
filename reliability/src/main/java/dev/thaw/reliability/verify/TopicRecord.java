package dev.thaw.reliability.verify;

import com.fasterxml.jackson.databind.JsonNode;

/** @param type the header {@code ce_type}, without what stands before its name: {@code image-ingested} */
record TopicRecord(String topic, long offset, String id, String type, JsonNode data) {

    String text(String field) {
        return data.path(field).asText(null);
    }

    int number(String field) {
        return data.path(field).asInt();
    }

    @Override
    public String toString() {
        return type + " \"" + id + "\" (" + topic + ", offset " + offset + ")";
    }
}
