package dev.thaw.evaluator.work;

import java.util.List;
import java.util.Set;

import dev.thaw.contract.bucket.Champion;
import dev.thaw.contract.event.DecisionAsked;
import dev.thaw.evaluator.promotion.ChampionLine;

/**
 * What a request comes to as things are.
 *
 * @param version the model that is decided upon
 * @param next the version that becomes champion; null if the champion stays
 * @param sentence what happens, for people
 */
record RequestedChange(int version, Integer next, String sentence) {

    /**
     * @param line along which one can go back
     * @param all champions up to now
     * @param withdrawn versions that a person withdrew
     * @throws DeclinedException if it cannot be done
     */
    static RequestedChange of(DecisionAsked asked, ChampionLine line, List<Champion> all, Set<Integer> withdrawn) {
        Integer current = line.current().map(Champion::version).orElse(null);
        return switch (asked.action()) {
            case PROMOTE -> promote(asked.version(), current);
            case REFUSE -> refuse(asked.version(), current, line, withdrawn);
            case ROLL_BACK -> rollBack(asked, current, line, all, withdrawn);
        };
    }

    private static RequestedChange promote(int version, Integer current) {
        if (current != null && current == version) {
            throw new DeclinedException("version " + version + " is the champion already");
        }
        return new RequestedChange(version, version, "version " + version
                + (current == null ? " is the first champion" : " takes the place of version " + current) + ", by hand");
    }

    private static RequestedChange refuse(int version, Integer current, ChampionLine line, Set<Integer> withdrawn) {
        if (current == null || current != version) {
            if (withdrawn.contains(version)) {
                throw new DeclinedException("version " + version + " was withdrawn already");
            }
            return new RequestedChange(version, null, "version " + version + " is withdrawn");
        }
        int back = line.before(withdrawn).map(Champion::version).orElseThrow(() -> new DeclinedException("version " + version
                + " is the champion, and there is none before it to go back to: promote another version first"));
        return new RequestedChange(version, back, "version " + version + " is withdrawn, version " + back
                + " is champion again");
    }

    private static RequestedChange rollBack(DecisionAsked asked, Integer current, ChampionLine line, List<Champion> all,
            Set<Integer> withdrawn) {
        if (current == null) {
            throw new DeclinedException("data set " + asked.dataset() + " has no champion to roll back from");
        }
        int to = asked.version() != null
                ? asked.version()
                : line.before(withdrawn).map(Champion::version).orElseThrow(() -> new DeclinedException(
                        "there is no champion before version " + current + " to roll back to"));
        if (to == current) {
            throw new DeclinedException("version " + to + " is the champion already");
        }
        if (all.stream().noneMatch(champion -> champion.version() == to)) {
            throw new DeclinedException("version " + to + " was never champion: promote it instead");
        }
        if (withdrawn.contains(to)) {
            throw new DeclinedException(
                    "version " + to + " was withdrawn by hand: promote it, if it is to be champion all the same");
        }
        return new RequestedChange(to, to, "back from version " + current + " to version " + to);
    }
}
