package dev.thaw.finetuning.plan;

import java.util.regex.Pattern;

/** Names of layers with {@code *} for any text and {@code ?} for one character. */
public record LayerPattern(String text) {

    /** @param layer its whole name */
    public boolean matches(String layer) {
        StringBuilder expression = new StringBuilder();
        for (String part : text.split("(?=[*?])|(?<=[*?])")) {
            expression.append(part.equals("*") ? ".*" : part.equals("?") ? "." : Pattern.quote(part));
        }
        return Pattern.matches(expression.toString(), layer);
    }
}
