package dev.thaw.evaluator.promotion;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.thaw.contract.bucket.Champion;
import dev.thaw.contract.event.ModelDecided.Outcome;

/**
 * The champions that one can go back along: a promotion adds to the line, going back takes away what was gone back from, so that
 * going back twice goes back two promotions.
 *
 * @param champions the one in force last
 */
public record ChampionLine(List<Champion> champions) {

    public ChampionLine {
        champions = List.copyOf(champions);
    }

    /** @param all champions, the first one first */
    public static ChampionLine of(List<Champion> all) {
        List<Champion> line = new ArrayList<>();
        for (Champion champion : all) {
            if (champion.outcome() != Outcome.PROMOTED
                    && line.stream().anyMatch(there -> there.version() == champion.version())) {
                while (line.get(line.size() - 1).version() != champion.version()) {
                    line.remove(line.size() - 1);
                }
                line.remove(line.size() - 1);
            }
            line.add(champion);
        }
        return new ChampionLine(line);
    }

    /** The champion in force. */
    public Optional<Champion> current() {
        return champions.isEmpty() ? Optional.empty() : Optional.of(champions.get(champions.size() - 1));
    }

    /** The last champion of another version than the one in force, and of none of those. */
    public Optional<Champion> before(Set<Integer> withdrawn) {
        for (int i = champions.size() - 2; i >= 0; i--) {
            Champion earlier = champions.get(i);
            if (earlier.version() != current().orElseThrow().version() && !withdrawn.contains(earlier.version())) {
                return Optional.of(earlier);
            }
        }
        return Optional.empty();
    }
}
