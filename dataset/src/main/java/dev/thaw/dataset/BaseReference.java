package dev.thaw.dataset;

import dev.thaw.contract.event.BaseModel;

/**
 * The base that a file names.
 *
 * @param name a name, or a path to a file
 * @param preprocessing what its pixels need, or null: recognised
 * @param object the key of the base where it is in the bucket already, or null
 * @param sha256 of that object, or null
 */
public record BaseReference(String name, String preprocessing, String object, String sha256) {

    /** True if nothing has to be looked up. */
    public boolean complete() {
        return object != null;
    }

    /** The base in the bucket, if the reference is complete. */
    public BaseModel model() {
        return new BaseModel(name, object, sha256, preprocessing);
    }
}
