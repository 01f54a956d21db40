package dev.thaw.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

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

/** YAML without what makes it surprising: aliases, tags, a key twice, a second document. */
final class StrictYaml {
    private static final int LONGEST = 1 << 20;
    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER).build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private StrictYaml() {
    }

    /** @param what for the message: which text it is */
    static JsonNode read(String what, String text) {
        if (text.length() > LONGEST) {
            throw new InvalidDatasetException(what, List.of("it has more than " + LONGEST + " characters; shorten it"));
        }
        try {
            List<String> mistakes = indirections(text);
            if (!mistakes.isEmpty()) {
                throw new InvalidDatasetException(what, mistakes);
            }
            JsonNode node = YAML.readTree(text);
            return node == null ? MissingNode.getInstance() : node;
        } catch (JsonProcessingException e) {
            throw new InvalidDatasetException(what,
                    List.of(at(e.getLocation()) + "is not YAML: " + e.getOriginalMessage().lines().findFirst().orElse("")));
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory that cannot be read", e);
        }
    }

    static String write(JsonNode node) {
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
                }
                if (parser.getTypeId() != null) {
                    mistakes.add(where + "the tag " + parser.getTypeId() + " is not read; leave it out");
                }
            }
        }
        return mistakes;
    }

    private static String at(JsonLocation at) {
        return at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
    }
}
