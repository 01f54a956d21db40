package dev.thaw.platform.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * What happened, in the order of time. Whoever catches up with several topics gets them one after the other, and would otherwise tell of a decision
 * before the run that it is about. What happened in the same millisecond stays in the order it was added in.
 */
final class Timeline<T> {
    private final List<Moment<T>> moments = new ArrayList<>();

    private record Moment<T>(long at, T what) {
    }

    /** @param at milliseconds since 1970 */
    void add(long at, T what) {
        moments.add(new Moment<>(at, what));
    }

    /** Hands over everything, the earliest first. */
    void tell(Consumer<T> listener) {
        moments.stream().sorted(Comparator.comparingLong(Moment::at)).forEach(moment -> listener.accept(moment.what()));
    }
}
