package dev.thaw.dataset;

import java.io.IOException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.thaw.yaml.MalformedYamlException;
import dev.thaw.yaml.Section;
import dev.thaw.yaml.StrictYaml;

/** The plan of a data set, inline or in a file of its own, and the data set's gates, which stand in place of the plan's. */
final class PlanSections {
    private static final String GATES = "gates";
    private final Section root;
    private final FileContext plans;

    PlanSections(Section root, FileContext plans) {
        this.root = root;
        this.plans = plans;
    }

    /** The plan as YAML, or null for the default plan. */
    String read() {
        JsonNode plan = root.value("plan", "the default plan");
        JsonNode gates = root.value(GATES, "the plan's");
        if (!gates.isMissingNode() && !gates.isObject()) {
            root.mistake(GATES, "must be a mapping of keys to values, not " + Section.shown(gates));
            return null;
        }
        String text = text(plan);
        if (text == null && gates.isMissingNode()) {
            return null;
        }
        String whole = gates.isMissingNode() ? text : withGates(text, gates);
        if (whole != null) {
            plans.mistakes(whole).forEach(mistake -> tell(mistake, gates.isObject()));
        }
        return whole;
    }

    /** Null if there is none, or none that can be read. */
    private String text(JsonNode plan) {
        if (plan.isMissingNode()) {
            return null;
        }
        if (plan.isObject()) {
            return StrictYaml.write(plan);
        }
        if (!plan.isTextual() || plan.textValue().isBlank()) {
            root.mistake("plan", "must be a plan, or the name of a file with one, not " + Section.shown(plan));
            return null;
        }
        try {
            return plans.read(plan.textValue());
        } catch (IOException e) {
            root.mistake("plan", e.getMessage());
            return null;
        }
    }

    private String withGates(String text, JsonNode gates) {
        try {
            JsonNode plan = text == null ? JsonNodeFactory.instance.objectNode() : StrictYaml.read(text);
            if (plan.isMissingNode() || plan.isNull()) {
                plan = JsonNodeFactory.instance.objectNode();
            }
            if (plan instanceof ObjectNode mapping) {
                mapping.set(GATES, gates);
                return StrictYaml.write(mapping);
            }
            root.mistake("plan", "must be a mapping of keys to values, not " + Section.shown(plan));
        } catch (MalformedYamlException e) {
            e.mistakes().forEach(mistake -> root.mistake("plan", mistake));
        }
        return null;
    }

    private void tell(String mistake, boolean ownGates) {
        if (ownGates && mistake.startsWith(GATES)) {
            int end = mistake.indexOf(": ");
            root.mistake(mistake.substring(0, Math.max(end, 0)), mistake.substring(end < 0 ? 0 : end + 2));
        } else {
            root.mistake("plan", mistake);
        }
    }
}
