package dev.thaw.contract.bucket;

/**
 * What becomes of an image whose label a data set with a closed list of labels does not know. REJECT: quarantined. HOLD: kept
 * until the label is approved, then taken in. GROW: taken in; the label belongs to the data set from then on.
 */
public enum UnknownLabel {
    REJECT,
    HOLD,
    GROW
}
