package dev.thaw.contract;

/**
 * The object {@code contract.json} of a bucket: which version of the contract its objects and the topics beside it have.
 *
 * @param version rises when a reader of the version before would misunderstand what is written; fields that are only added do
 *        not count
 */
public record Contract(int version) {
    /** What this code reads and writes. */
    public static final int VERSION = 1;
}
