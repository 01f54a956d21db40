package dev.thaw.ingest.request;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.DatasetDefinition;
import dev.thaw.contract.event.ArrivalsAssessed;
import dev.thaw.contract.event.RunState;
import dev.thaw.contract.event.TrainingAsked;
import dev.thaw.contract.event.TrainingCondition;
import dev.thaw.contract.event.TrainingConsidered.Outcome;
import dev.thaw.contract.event.TrainingSignal;
import dev.thaw.ingest.dataset.Definitions;
import dev.thaw.ingest.dataset.EventRecorder;
import dev.thaw.ingest.dataset.Manifests;

/**
 * Requests trainings: when somebody asks, and by itself when a data set's trigger says so. A data set has one run at a time; what
 * comes meanwhile is gathered for the next, so that of many data sets none waits for more than one run of each of the others.
 * Everything is derived from the topics, so that it does not matter who considers a data set, when, or how often. Thread-safe.
 */
public final class TrainingRequests {
    private static final int LONGEST_NAME = 80;

    private final Definitions definitions;
    private final TrainingLedger ledger;
    private final Manifests manifests;
    private final Clock clock;
    private final Considerations considerations;
    private final RunStart runs;
    private final Map<String, Integer> known = new HashMap<>();
    private final Map<String, String> held = new HashMap<>();

    public TrainingRequests(Definitions definitions, TrainingLedger ledger, EventRecorder recorder, Manifests manifests,
            Bucket bucket, Clock clock) {
        this.definitions = definitions;
        this.ledger = ledger;
        this.manifests = manifests;
        this.clock = clock;
        this.considerations = new Considerations(ledger, recorder, clock);
        this.runs = new RunStart(ledger, recorder, manifests, bucket, considerations, clock);
    }

    /** Somebody wants a data set trained as it is now. A run that was requested already is not requested again. */
    public synchronized void asked(TrainingAsked ask) throws IOException, InterruptedException {
        ledger.apply(ask, clock.instant());
        definitions.read(ask.dataset());
        consider(ask.dataset());
        runs.state(ask.dataset(), ask.run(), RunState.State.QUEUED,
                "waits for " + ledger.running(ask.dataset()).orElse("its turn") + ": a data set has one run at a time",
                () -> ledger.waits(ask) && !ledger.told(ask.run()));
    }

    /** Requests what is due for a data set, and says so, or what it waits for. */
    public synchronized void consider(String dataset) throws IOException, InterruptedException {
        for (TrainingSignal signal : ledger.cancelled(dataset)) {
            runs.state(dataset, signal.run(), RunState.State.CANCELLED, "before it began: " + signal.reason(),
                    () -> ledger.cancelled(dataset).contains(signal));
        }
        Optional<TrainingAsked> ask = ledger.nextAsk(dataset);
        if (ask.isEmpty() && ledger.images(dataset) == 0) {
            // nothing can be due; whoever asked for a data set that is not declared was answered
            return;
        }
        Optional<DatasetDefinition> definition = definitions.find(dataset);
        if (definition.isEmpty()) {
            if (ask.isPresent()) {
                fail(ask.get(), "there is no data set " + dataset + ": declare it first");
            }
        } else if (ask.isPresent()) {
            answer(ask.get(), definition.get());
        } else {
            look(definition.get());
        }
    }

    private void answer(TrainingAsked ask, DatasetDefinition definition) throws IOException, InterruptedException {
        Standing standing = standing(ask.dataset());
        List<TrainingCondition> conditions = new ArrayList<>();
        conditions.add(new TrainingCondition("request", true, null, null, ask.reason()));
        conditions.add(alone(ask.dataset()));
        if (ledger.running(ask.dataset()).isPresent()) {
            considerations.say(ask.dataset(), Outcome.HELD, ask.run(), ask.reason() + "; but " + conditions.get(1).detail(),
                    standing, conditions);
            return;
        }
        TrainingChoice choice = runs.choice(definition);
        Optional<String> missing = Trainability.missing(ask.dataset(), choice.images());
        if (missing.isPresent()) {
            fail(ask, missing.get());
        } else {
            runs.start(definition, choice, ask.run(), ask.reason(), standing, conditions);
        }
    }

    private void look(DatasetDefinition definition) throws IOException, InterruptedException {
        String dataset = definition.dataset();
        Standing standing = standing(dataset);
        Trigger trigger = Trigger.look(definition.trigger(), standing, clock.instant());
        if (!trigger.met()) {
            if (!trigger.conditions().isEmpty()) {
                considerations.say(dataset, Outcome.WAITING, null, trigger.reason(), standing, trigger.conditions());
            }
            return;
        }
        List<TrainingCondition> conditions = new ArrayList<>(trigger.conditions());
        conditions.add(alone(dataset));
        if (ledger.running(dataset).isPresent()) {
            hold(dataset, trigger, standing, conditions);
            return;
        }
        String situation = definition.version() + "/" + standing.images();
        if (situation.equals(held.get(dataset))) {
            return;
        }
        TrainingChoice choice = runs.choice(definition);
        conditions.addAll(Enough.conditions(definition, runs.images(definition), choice.images()));
        if (conditions.stream().skip(trigger.conditions().size()).allMatch(TrainingCondition::met)) {
            String name = dataset.substring(0, Math.min(LONGEST_NAME, dataset.length())) + "-auto-" + standing.images();
            runs.start(definition, choice, name, trigger.reason(), standing, conditions);
        } else {
            hold(dataset, trigger, standing, conditions);
            held.put(dataset, situation);
        }
    }

    private void hold(String dataset, Trigger trigger, Standing standing, List<TrainingCondition> conditions)
            throws IOException, InterruptedException {
        String obstacle = conditions.stream().skip(trigger.conditions().size()).filter(condition -> !condition.met())
                .map(TrainingCondition::detail).findFirst().orElseThrow();
        considerations.say(dataset, Outcome.HELD, null, trigger.reason() + "; but " + obstacle, standing, conditions);
    }

    private TrainingCondition alone(String dataset) {
        Optional<String> running = ledger.running(dataset);
        return new TrainingCondition("no-run-in-progress", running.isEmpty(), null, null,
                running.map(run -> "the run " + run + " has not ended").orElse(null));
    }

    private Standing standing(String dataset) throws IOException {
        List<TrainingLedger.Requested> requests = ledger.requests(dataset);
        int seen = known(requests);
        int images = ledger.images(dataset);
        Instant oldest = images > seen ? ledger.arrival(dataset, seen) : null;
        Instant last = requests.isEmpty() ? null : requests.get(requests.size() - 1).at();
        ArrivalsAssessed assessed = ledger.assessed(dataset).filter(measured -> measured.known() > seen).orElse(null);
        return new Standing(images, seen, oldest, last, assessed, requests.size());
    }

    /** How many images the last request knew of; what names a manifest that is not there does not count. */
    private int known(List<TrainingLedger.Requested> requests) throws IOException {
        for (int i = requests.size() - 1; i >= 0; i--) {
            String manifest = requests.get(i).request().manifest();
            Integer count = known.get(manifest);
            if (count != null) {
                return count;
            }
            try {
                known.put(manifest, manifests.known(manifest));
                return known.get(manifest);
            } catch (NoSuchFileException e) {
                // somebody asked the trainer for images that never were: the request before it counts
                continue;
            }
        }
        return 0;
    }

    private void fail(TrainingAsked ask, String sentence) throws IOException, InterruptedException {
        runs.state(ask.dataset(), ask.run(), RunState.State.FAILED, sentence, () -> ledger.waits(ask));
    }
}
