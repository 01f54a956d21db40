package dev.thaw.evaluator.runs;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import dev.thaw.contract.event.DecisionDeclined;
import dev.thaw.contract.event.ModelDecided;

/** What people asked for and got, as the topics tell it: the same events in the same order make the same ledger. */
public final class RequestLedger {
    private final Set<String> answered = new HashSet<>();
    private final Map<String, Set<Integer>> withdrawn = new HashMap<>();

    void apply(ModelDecided decided) {
        if (!answered.add(decided.request())) {
            return;
        }
        Set<Integer> versions = withdrawn.computeIfAbsent(decided.dataset(), unknown -> new HashSet<>());
        if (decided.outcome() == ModelDecided.Outcome.REFUSED) {
            versions.add(decided.version());
        } else {
            versions.remove(decided.version());
        }
    }

    void apply(DecisionDeclined declined) {
        answered.add(declined.request());
    }

    /** @param request the id of the event that asked */
    public boolean answered(String request) {
        return answered.contains(request);
    }

    /** The versions of a data set's models that a person withdrew and nobody promoted since. */
    public Set<Integer> withdrawn(String dataset) {
        return Set.copyOf(withdrawn.getOrDefault(dataset, Set.of()));
    }
}
