package dev.thaw.contract.event;

/** The share of images whose true class is among the {@code k} most probable. */
public record TopK(int k, double accuracy) {

    public TopK {
        Check.atLeast("k", k, 1);
        Check.share("accuracy", accuracy);
    }
}
