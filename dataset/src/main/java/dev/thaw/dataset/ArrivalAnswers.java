package dev.thaw.dataset;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.thaw.contract.event.Event;
import dev.thaw.contract.event.ImageArrived;
import dev.thaw.contract.event.ImageHeld;
import dev.thaw.contract.event.ImageIngested;
import dev.thaw.contract.event.ImageRejected;
import dev.thaw.contract.event.Rejection;

/**
 * The answer that each arrival has, as the sum of the events on {@code images.ingested} and {@code images.rejected}, in whatever
 * order the topics are read: what was taken in stays so; of anything else the answer to the last attempt counts. Not thread-safe.
 */
public final class ArrivalAnswers {
    /** Reasons that lie outside the file: the same arrival may fare better when it comes again. */
    private static final Set<Rejection> PASSING = Set.of(Rejection.UNKNOWN_DATASET, Rejection.UNKNOWN_LABEL,
            Rejection.MISSING_OBJECT);

    private final Map<String, Event> answers = new HashMap<>();
    private final Map<String, ImageHeld> held = new HashMap<>();

    /** Takes in an event; what is no answer changes nothing. */
    public void apply(Event event) {
        if (event instanceof ImageIngested ingested) {
            apply(ingested.arrival(), ingested);
        } else if (event instanceof ImageRejected rejected) {
            apply(rejected.arrival(), rejected);
        } else if (event instanceof ImageHeld waits) {
            apply(waits.arrival().arrival(), withoutBytes(waits));
        }
    }

    /** The last answer, whatever it is. @param arrival {@link ImageArrived#arrival()} */
    public Optional<Event> last(String arrival) {
        return Optional.ofNullable(answers.get(arrival));
    }

    /** The answer for good to this attempt or a later one. */
    public Optional<Event> lasting(ImageArrived arrival) {
        return last(arrival.arrival())
                .filter(answer -> lasting(answer) && (answer instanceof ImageIngested || attempt(answer) >= arrival.attempt()));
    }

    /** The arrivals that wait for their label, without inline bytes. */
    public List<ImageHeld> held() {
        return List.copyOf(held.values());
    }

    /** The last answer to every arrival that has one. */
    public List<Event> all() {
        return List.copyOf(answers.values());
    }

    private void apply(String arrival, Event told) {
        Event now = answers.merge(arrival, told, ArrivalAnswers::prevailing);
        if (now instanceof ImageHeld waits) {
            held.put(arrival, waits);
        } else {
            held.remove(arrival);
        }
    }

    private static Event prevailing(Event known, Event told) {
        if (known instanceof ImageIngested) {
            return known;
        }
        if (told instanceof ImageIngested || attempt(told) > attempt(known)) {
            return told;
        }
        return attempt(told) < attempt(known) || lasting(known) ? known : told;
    }

    private static boolean lasting(Event answer) {
        return answer instanceof ImageIngested
                || answer instanceof ImageRejected rejected && !PASSING.contains(rejected.reason());
    }

    /** Which attempt an answer is to; 0 for what was taken in. */
    public static int attempt(Event answer) {
        if (answer instanceof ImageRejected rejected) {
            return rejected.attempt();
        }
        return answer instanceof ImageHeld waits ? waits.arrival().attempt() : 0;
    }

    private static ImageHeld withoutBytes(ImageHeld waits) {
        ImageArrived arrival = waits.arrival();
        return arrival.inline() == null ? waits : new ImageHeld(arrival.withoutBytes(), waits.detail());
    }
}
