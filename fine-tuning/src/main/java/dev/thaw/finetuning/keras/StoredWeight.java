package dev.thaw.finetuning.keras;

import java.util.List;
import java.util.function.Supplier;

/**
 * A weight as it stands in a file.
 *
 * @param name its last part, such as {@code kernel}, or a number where the format has no names
 * @param dimensions as stored
 * @param values reads it, row-major
 */
record StoredWeight(String name, List<Integer> dimensions, Supplier<float[]> values) {
}
