package dev.thaw.finetuning.keras;

import java.util.List;

/** Where a file keeps the weights of its layers. */
interface WeightSource {

    /** The weights of a layer in the order of the file; empty if it has none there. */
    List<StoredWeight> of(LayerPlace place);
}
