package dev.thaw.platform.dataset;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.thaw.contract.event.Event;
import dev.thaw.contract.event.ImageHeld;
import dev.thaw.contract.event.ImageIngested;
import dev.thaw.contract.event.ImageRejected;
import dev.thaw.contract.event.Rejection;

/** What ingest answered to arrivals, by the ids of the arrivals; the first answer that is not a passing one counts. */
final class Answers {
    /** Reasons that lie outside the image: sent again, it may be taken. */
    private static final Set<Rejection> PASSING = Set.of(Rejection.UNKNOWN_DATASET, Rejection.UNKNOWN_LABEL,
            Rejection.MISSING_OBJECT);

    private final Set<String> wanted;
    private final Map<String, Event> answers = new HashMap<>();

    /** @param wanted the ids to look out for */
    Answers(Set<String> wanted) {
        this.wanted = new HashSet<>(wanted);
    }

    void add(Event event) {
        if (event instanceof ImageIngested ingested) {
            add(ingested.arrival(), ingested);
        } else if (event instanceof ImageRejected rejected) {
            add(rejected.arrival(), rejected);
        } else if (event instanceof ImageHeld held) {
            add(held.arrival().arrival(), held);
        }
    }

    private void add(String arrival, Event answer) {
        if (wanted.contains(arrival)) {
            // an answer may be repeated; the first says whether the picture was new
            answers.merge(arrival, answer, (old, later) -> old instanceof ImageIngested ? old : later);
        }
    }

    /** Forgets the rejections that may turn out otherwise when the arrival comes again. */
    void forgetPassing() {
        answers.values().removeIf(answer -> answer instanceof ImageRejected rejected && PASSING.contains(rejected.reason()));
    }

    boolean has(String arrival) {
        return answers.containsKey(arrival);
    }

    boolean complete() {
        return answers.size() == wanted.size();
    }

    ArrivalCounts counts() {
        long rejected = answers.values().stream().filter(ImageRejected.class::isInstance).count();
        long held = answers.values().stream().filter(ImageHeld.class::isInstance).count();
        // by their hash: two ingest processes may each call one picture new
        long added = answers.values().stream().filter(ImageIngested.class::isInstance).map(ImageIngested.class::cast)
                .filter(answer -> !answer.duplicate()).map(ImageIngested::image).distinct().count();
        return new ArrivalCounts(wanted.size(), added, rejected, answers.size() - rejected - held - added, held);
    }

    List<ImageRejected> rejections() {
        List<ImageRejected> rejections = new ArrayList<>();
        for (Event answer : answers.values()) {
            if (answer instanceof ImageRejected rejected) {
                rejections.add(rejected);
            }
        }
        return rejections;
    }
}
