package dev.thaw.evaluator.judgement;

import java.util.List;
import java.util.TreeMap;

/**
 * The scores of one stage of a run by epoch, over all attempts. A new attempt goes on from a checkpoint of an older one:
 * the older scores up to there count, those after it are of a past that did not happen and are dropped. Immutable.
 */
public final class StageScores {
    public static final StageScores EMPTY = new StageScores(new TreeMap<>());

    private final TreeMap<Integer, EpochScore> byEpoch;

    private StageScores(TreeMap<Integer, EpochScore> byEpoch) {
        this.byEpoch = byEpoch;
    }

    /** With this score added, or put in the place of the same epoch's; unchanged if a later attempt got as far already. */
    public StageScores with(EpochScore score) {
        TreeMap<Integer, EpochScore> next = new TreeMap<>(byEpoch);
        if (next.headMap(score.epoch(), true).values().stream().anyMatch(other -> other.attempt() > score.attempt())) {
            return this;
        }
        next.tailMap(score.epoch(), true).values().removeIf(other -> other.attempt() < score.attempt());
        next.put(score.epoch(), score);
        return new StageScores(next);
    }

    /** By rising epoch. */
    public List<EpochScore> scores() {
        return List.copyOf(byEpoch.values());
    }
}
