package dev.thaw.dataset;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.thaw.contract.event.Event;
import dev.thaw.contract.event.ImageArrived;
import dev.thaw.contract.event.ImageHeld;
import dev.thaw.contract.event.ImageIngested;
import dev.thaw.contract.event.ImageRejected;
import dev.thaw.contract.event.Rejection;
import dev.thaw.dataset.packed.IntColumn;
import dev.thaw.dataset.packed.NumberedTexts;
import dev.thaw.dataset.packed.PackedBytes;

/**
 * The answer that each arrival has, as the sum of the events on {@code images.ingested} and {@code images.rejected}, in whatever
 * order the topics are read: what was taken in stays so; of anything else the answer to the last attempt counts. An arrival that
 * was taken in costs some 40 bytes besides its name, and its picture some 80; one that was not costs its event's JSON. Not thread-safe.
 */
public final class ArrivalAnswers {
    /** Reasons that lie outside the file: the same arrival may fare better when it comes again. */
    private static final Set<Rejection> PASSING = Set.of(Rejection.UNKNOWN_DATASET, Rejection.UNKNOWN_LABEL,
            Rejection.MISSING_OBJECT);

    private final NumberedTexts arrivals = new NumberedTexts();
    /** By the arrival's number, where its answer is among the events. */
    private final IntColumn answers = new IntColumn();
    private final PackedBytes events = new PackedBytes();
    private final PackedAnswers packed = new PackedAnswers();
    private final BitSet held = new BitSet();

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
        int number = arrivals.find(arrival);
        return number < 0 ? Optional.empty() : Optional.of(answer(number));
    }

    /** The answer for good to this attempt or a later one. */
    public Optional<Event> lasting(ImageArrived arrival) {
        return last(arrival.arrival())
                .filter(answer -> lasting(answer) && (answer instanceof ImageIngested || attempt(answer) >= arrival.attempt()));
    }

    /** The arrivals that wait for their label, without inline bytes. */
    public List<ImageHeld> held() {
        return held.stream().mapToObj(number -> (ImageHeld) answer(number)).toList();
    }

    /** The last answer to every arrival that has one, each made when it is asked for. */
    public Stream<Event> all() {
        return IntStream.range(0, arrivals.size()).mapToObj(this::answer);
    }

    /** The pictures of a data set that were taken in. */
    public Pictures pictures(String dataset) {
        return packed.pictures(dataset);
    }

    /** Bytes of memory that all of it takes. */
    public long bytes() {
        return arrivals.bytes() + answers.bytes() + events.bytes() + packed.bytes() + held.size() / Byte.SIZE;
    }

    private void apply(String arrival, Event told) {
        int number = arrivals.find(arrival);
        if (number < 0) {
            // the name last: if the answer cannot be kept, the arrival has none
            answers.add(events.add(packed.pack(told)));
            number = arrivals.add(arrival);
        } else if (PackedAnswers.ingested(events.first(answers.get(number)))) {
            // it stays so
            return;
        } else if (prevailing(answer(number), told) == told) {
            answers.set(number, events.replace(answers.get(number), packed.pack(told)));
        } else {
            return;
        }
        held.set(number, told instanceof ImageHeld);
    }

    private Event answer(int number) {
        return packed.unpack(arrivals.get(number), events.get(answers.get(number)));
    }

    private static Event prevailing(Event known, Event told) {
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
