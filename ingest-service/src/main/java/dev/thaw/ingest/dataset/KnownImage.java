package dev.thaw.ingest.dataset;

import dev.thaw.contract.event.Split;

/** An image of a data set, as far as another arrival of the same picture needs to know it. */
public record KnownImage(String label, Split split) {
}
