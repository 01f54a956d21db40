package dev.thaw.yaml;

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
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;

/** YAML (or JSON, which is YAML) of plain values, without what can make it another text than it seems: aliases, tags, a key twice, a second document. */
public final class StrictYaml {
    private static final int LONGEST = 1 << 20;
    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER).build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private StrictYaml() {
    }

    /**
     * @param text at most 2^20 characters
     * @return a missing node if there is nothing in it
     * @throws MalformedYamlException with what is not such a text, and where
     */
    public static JsonNode read(String text) {
        if (text.length() > LONGEST) {
            throw new MalformedYamlException(
                    List.of("it has " + text.length() + " characters and may have " + LONGEST + "; shorten it"));
        }
        try {
            List<String> mistakes = indirections(text);
            if (!mistakes.isEmpty()) {
                throw new MalformedYamlException(mistakes);
            }
            JsonNode node = YAML.readTree(text);
            return node == null ? MissingNode.getInstance() : node;
        } catch (JsonProcessingException e) {
            throw notYaml(e.getLocation(), e.getOriginalMessage());
        } catch (IOException | YAMLException e) {
            throw notYaml(null, e.getMessage());
        }
    }

    /** As it can be read again. */
    public static String write(JsonNode node) {
        try {
            return YAML.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was read as YAML cannot be written as YAML: " + node, e);
        }
    }

    private static List<String> indirections(String text) throws IOException {
        List<String> mistakes = new ArrayList<>();
        try (YAMLParser parser = (YAMLParser) YAML.getFactory().createParser(text)) {
            while (parser.nextToken() != null) {
                String where = at(parser.currentTokenLocation());
                if (parser.isCurrentAlias()) {
                    mistakes.add(where + "the alias *" + parser.getText() + " is not read; write what it stands for");
                } else if (parser.getTypeId() != null) {
                    mistakes.add(where + "the tag " + parser.getTypeId() + " is not read; leave it out");
                }
            }
        }
        return mistakes;
    }

    private static MalformedYamlException notYaml(JsonLocation where, String message) {
        return new MalformedYamlException(
                List.of(at(where) + "is not YAML: " + (message == null ? "" : message.lines().findFirst().orElse(""))));
    }

    private static String at(JsonLocation at) {
        return at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
    }
}
