package dev.thaw.dataset;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import dev.thaw.yaml.Section;

/** The labels of a data set. Each is written on a line of its own and shown to people. */
public final class Labels {
    private static final int LONGEST = 200;
    private static final int MOST = 10_000;

    private Labels() {
    }

    /** True if a label may be a label at all: at most 200 characters, no control characters, no blanks around it. */
    public static boolean wellFormed(String label) {
        return !label.isBlank() && label.length() <= LONGEST && label.equals(label.strip())
                && label.chars().noneMatch(Character::isISOControl);
    }

    /** The labels that were there and those that are wanted: what was a label once stays one. Null is open. */
    public static List<String> together(List<String> wanted, List<String> present) {
        if (wanted == null || present == null || wanted.containsAll(present)) {
            return wanted;
        }
        List<String> together = new ArrayList<>(wanted);
        present.stream().filter(label -> !wanted.contains(label)).forEach(together::add);
        return together;
    }

    /** @param open what stands for an open list, also where the key is missing; null: nothing does */
    static List<String> read(Section section, String open) {
        JsonNode value = section.value("labels", open);
        if (value.isMissingNode() || value.isTextual() && value.textValue().equals(open)) {
            return null;
        }
        if (!value.isArray() || value.isEmpty() || value.size() > MOST) {
            section.mistake("labels",
                    "must be a list of 1 to " + MOST + " labels" + (open == null ? "" : ", or " + open) + ", not "
                            + Section.shown(value));
            return null;
        }
        List<String> labels = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < value.size(); i++) {
            JsonNode label = value.get(i);
            String at = "labels[" + i + "]";
            if (!label.isTextual()) {
                section.mistake(at, "must be a text, not " + Section.shown(label) + "; write it in quotes");
            } else if (!wellFormed(label.textValue())) {
                section.mistake(at,
                        "must be at most " + LONGEST + " characters without control characters or blanks around it, not "
                                + Section.shown(label));
            } else if (!seen.add(label.textValue())) {
                section.mistake(at, "stands there twice: " + Section.shown(label));
            }
            labels.add(label.asText());
        }
        return labels;
    }
}
