package dev.thaw.ingest.dataset;

import java.util.List;

import dev.thaw.contract.bucket.Manifest;
import dev.thaw.contract.event.Withheld;

/**
 * All images of a data set at one moment. The lists never change; their elements are made when they are asked for, because a million
 * of them would not fit into memory.
 *
 * @param images those that may be used, sorted by hash
 * @param withheld the others, sorted by hash
 */
public record DatasetSnapshot(List<Manifest.Entry> images, List<Withheld> withheld) {
}
