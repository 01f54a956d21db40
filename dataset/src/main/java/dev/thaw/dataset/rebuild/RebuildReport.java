package dev.thaw.dataset.rebuild;

import java.util.List;

/**
 * What was made again.
 *
 * @param images how many are in the bucket, with the hashes that they had
 * @param manifests how many are in the bucket, with the bytes that they had
 * @param missing what could not be made again, each a sentence that says why
 */
public record RebuildReport(int images, int manifests, List<String> missing) {

    public RebuildReport {
        missing = List.copyOf(missing);
    }
}
