package dev.thaw.platform.dataset;

import java.nio.file.Path;

import dev.thaw.contract.event.Split;

/** A file in a folder of its label. @param wish the split that its place asks for, or null */
public record LabelledFile(Path file, String label, Split wish) {
}
