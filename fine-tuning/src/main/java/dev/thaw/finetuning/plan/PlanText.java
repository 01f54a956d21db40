package dev.thaw.finetuning.plan;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.yaml.snakeyaml.error.YAMLException;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;

/** The text of a plan: YAML of plain values, without what can make it another plan than it seems (aliases, tags, a key twice), and short. */
final class PlanText {
    private static final int LONGEST = 1 << 20;
    private static final ObjectMapper YAML = new ObjectMapper(
            YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private PlanText() {
    }

    /** @throws InvalidPlanException with what is no such text, and where */
    static JsonNode parse(String yaml) {
        if (yaml.length() > LONGEST) {
            throw new InvalidPlanException(List.of("it has " + yaml.length() + " characters and a plan at most " + LONGEST));
        }
        try {
            List<String> mistakes = indirections(yaml);
            if (!mistakes.isEmpty()) {
                throw new InvalidPlanException(mistakes);
            }
            JsonNode node = YAML.readTree(yaml);
            return node == null ? MissingNode.getInstance() : node;
        } catch (JsonProcessingException e) {
            throw new InvalidPlanException(List.of(at(e.getLocation()) + "is not YAML: " + firstLine(e.getOriginalMessage())));
        } catch (IOException | YAMLException e) {
            throw new InvalidPlanException(List.of("is not YAML: " + firstLine(e.getMessage())));
        }
    }

    private static List<String> indirections(String yaml) throws IOException {
        List<String> mistakes = new ArrayList<>();
        try (YAMLParser parser = (YAMLParser) YAML.getFactory().createParser(yaml)) {
            while (parser.nextToken() != null) {
                if (parser.isCurrentAlias()) {
                    mistakes.add(at(parser.currentTokenLocation()) + "the alias *" + parser.getText()
                            + " is not read: write what it stands for");
                } else if (parser.getTypeId() != null) {
                    mistakes.add(at(parser.currentTokenLocation()) + "the tag " + parser.getTypeId()
                            + " is not read: leave it out");
                }
            }
        }
        return mistakes;
    }

    private static String at(JsonLocation at) {
        return at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
    }

    private static String firstLine(String message) {
        return message == null ? "" : message.lines().findFirst().orElse("");
    }
}
