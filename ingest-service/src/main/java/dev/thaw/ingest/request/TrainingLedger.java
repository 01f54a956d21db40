package dev.thaw.ingest.request;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import dev.thaw.contract.event.ArrivalsAssessed;
import dev.thaw.contract.event.Event;
import dev.thaw.contract.event.ImageIngested;
import dev.thaw.contract.event.RunState;
import dev.thaw.contract.event.TrainingAsked;
import dev.thaw.contract.event.TrainingConsidered;
import dev.thaw.contract.event.TrainingRequested;
import dev.thaw.contract.event.TrainingSignal;
import dev.thaw.contract.kafka.Received;
import dev.thaw.dataset.packed.LongColumn;
import dev.thaw.dataset.packed.NumberedHashes;

/**
 * What the topics say about trainings: which images came when, who asked, what was requested, which runs have ended. An event counts
 * once, however often it is applied; only the order within a topic matters. Thread-safe.
 */
public final class TrainingLedger {
    private final Map<String, OfDataset> datasets = new LinkedHashMap<>();
    private final Set<String> ended = new HashSet<>();
    private final Set<String> told = new HashSet<>();
    private final Set<String> begun = new HashSet<>();
    private final Map<String, TrainingSignal> stops = new HashMap<>();
    private final Map<String, Requested> requests = new HashMap<>();

    /** A request, and when it was published. */
    record Requested(TrainingRequested request, Instant at) {
    }

    /** Takes in what was read from a topic. */
    public void apply(Received received) {
        apply(received.event(), Instant.ofEpochMilli(received.timestamp()));
    }

    /** @param at when it was published */
    public synchronized void apply(Event event, Instant at) {
        if (event instanceof ImageIngested image && !image.duplicate()) {
            OfDataset of = of(image.dataset());
            if (of.images.add(image.image()) == of.arrivals.size()) {
                of.arrivals.add(at.toEpochMilli());
            }
        } else if (event instanceof TrainingAsked ask) {
            if (!requests.containsKey(ask.run()) && !ended.contains(ask.run())) {
                of(ask.dataset()).asks.putIfAbsent(ask.run(), ask);
            }
        } else if (event instanceof TrainingRequested request) {
            requested(request, at);
        } else if (event instanceof RunState state) {
            told.add(state.run());
            if (state.state() != RunState.State.QUEUED) {
                begun.add(state.run());
            }
            if (state.state().ended()) {
                ended.add(state.run());
                OfDataset of = of(state.dataset());
                of.open.remove(state.run());
                of.asks.remove(state.run());
            }
        } else if (event instanceof TrainingSignal signal && signal.action() != TrainingSignal.Action.STOP_STAGE) {
            stops.merge(signal.run(), signal, (one, other) -> one.action() == TrainingSignal.Action.CANCEL ? one : other);
        } else if (event instanceof TrainingConsidered considered) {
            OfDataset of = of(considered.dataset());
            if (of.considered == null || considered.number() > of.considered.number()) {
                of.considered = considered;
            }
        } else if (event instanceof ArrivalsAssessed assessed) {
            OfDataset of = of(assessed.dataset());
            if (of.assessed == null || assessed.known() >= of.assessed.known()) {
                of.assessed = assessed;
            }
        }
    }

    private void requested(TrainingRequested request, Instant at) {
        OfDataset of = of(request.dataset());
        Requested known = requests.get(request.run());
        // published twice, or read back from the topic: the earlier time is the one that everybody comes to
        Instant first = known != null && known.at().isBefore(at) ? known.at() : at;
        requests.put(request.run(), new Requested(request, first));
        of.requested.add(request.run());
        of.asks.remove(request.run());
        if (!ended.contains(request.run())) {
            of.open.add(request.run());
        }
    }

    /** Every data set that anything is known of. */
    public synchronized Set<String> datasets() {
        return Set.copyOf(datasets.keySet());
    }

    /** Who asked first of those whose run was neither requested nor failed. */
    synchronized Optional<TrainingAsked> nextAsk(String dataset) {
        return of(dataset).asks.values().stream().findFirst();
    }

    /** Whether the run was asked for and still waits for its turn. */
    synchronized boolean waits(TrainingAsked ask) {
        return of(ask.dataset()).asks.containsKey(ask.run());
    }

    /** The run of the data set that was requested and has not ended. */
    synchronized Optional<String> running(String dataset) {
        return of(dataset).open.stream().findFirst();
    }

    /**
     * The signals that end a run before a trainer has begun it: a cancellation, and any stop of a run that was not even requested,
     * because there is no checkpoint to hand in.
     */
    synchronized List<TrainingSignal> cancelled(String dataset) {
        OfDataset of = of(dataset);
        return Stream.concat(of.asks.keySet().stream().filter(stops::containsKey),
                of.open.stream().filter(run -> !begun.contains(run) && stops.containsKey(run)
                        && stops.get(run).action() == TrainingSignal.Action.CANCEL))
                .map(stops::get).toList();
    }

    /** Whether anything was said of the run's state. */
    synchronized boolean told(String run) {
        return told.contains(run);
    }

    synchronized Optional<Requested> request(String run) {
        return Optional.ofNullable(requests.get(run));
    }

    /** The requests for the data set, in their order. */
    synchronized List<Requested> requests(String dataset) {
        return of(dataset).requested.stream().map(requests::get).toList();
    }

    synchronized Optional<TrainingConsidered> lastConsidered(String dataset) {
        return Optional.ofNullable(of(dataset).considered);
    }

    /** What was measured on the newest images. */
    synchronized Optional<ArrivalsAssessed> assessed(String dataset) {
        return Optional.ofNullable(of(dataset).assessed);
    }

    synchronized int images(String dataset) {
        return of(dataset).arrivals.size();
    }

    /** When the image of that index, from 0 in the order of the topic, was published. */
    synchronized Instant arrival(String dataset, int index) {
        return Instant.ofEpochMilli(of(dataset).arrivals.get(index));
    }

    /** The image's index in the order of the topic, from 0; -1 if it was not read from there yet. */
    synchronized int index(String dataset, String sha256) {
        return of(dataset).images.find(sha256);
    }

    /** Bytes of memory that grow with images. */
    public synchronized long bytes() {
        return datasets.values().stream().mapToLong(of -> of.images.bytes() + of.arrivals.bytes()).sum();
    }

    private OfDataset of(String dataset) {
        return datasets.computeIfAbsent(dataset, unknown -> new OfDataset());
    }

    private static final class OfDataset {
        private final NumberedHashes images = NumberedHashes.halves();
        /** By index, when the image's event was published: milliseconds since the epoch. */
        private final LongColumn arrivals = new LongColumn();
        private final Map<String, TrainingAsked> asks = new LinkedHashMap<>();
        private final Set<String> requested = new LinkedHashSet<>();
        private final Set<String> open = new LinkedHashSet<>();
        private TrainingConsidered considered;
        private ArrivalsAssessed assessed;
    }
}
