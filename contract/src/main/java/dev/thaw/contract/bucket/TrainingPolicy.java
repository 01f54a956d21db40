package dev.thaw.contract.bucket;

/**
 * What a run of a data set trains on, and from where it starts. Validation and test are always whole.
 *
 * @param data which training images; null means ALL
 * @param newest with NEWEST: how many of the images that came last
 * @param replay with REPLAY: old images drawn for each new one, at least 0
 * @param start null means BASE
 */
public record TrainingPolicy(Data data, int newest, double replay, Start start) {

    /** ALL of them; the NEWEST ones; or the new ones since the champion's manifest with a REPLAYed sample of the old. */
    public enum Data {
        ALL,
        NEWEST,
        REPLAY
    }

    /** From the BASE with a new head, or from the CHAMPION's weights (the base, while there is no champion). */
    public enum Start {
        BASE,
        CHAMPION
    }

    public TrainingPolicy {
        data = data == null ? Data.ALL : data;
        start = start == null ? Start.BASE : start;
        if (data == Data.NEWEST && newest < 1) {
            throw new IllegalArgumentException("training.newest must be at least 1, not " + newest);
        }
        if (!(replay >= 0 && replay <= 1000)) {
            throw new IllegalArgumentException("training.replay must be in [0, 1000], not " + replay);
        }
    }

    /** On all images, from the base. */
    public static TrainingPolicy usual() {
        return new TrainingPolicy(Data.ALL, 0, 0, Start.BASE);
    }
}
