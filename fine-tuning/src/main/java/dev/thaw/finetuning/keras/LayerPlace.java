package dev.thaw.finetuning.keras;

import java.util.List;

/**
 * Where a layer stands in a file that may nest models.
 *
 * @param config its configuration
 * @param path the names of the models around it, outermost first and without the root, then its own
 * @param variables the path of its group in a Keras 3 weights file, such as {@code layers/functional/layers/conv2d_1}
 */
record LayerPlace(LayerConfig config, List<String> path, String variables) {
}
