package dev.thaw.evaluator.listener;

import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

import dev.thaw.contract.event.DecisionAsked;
import dev.thaw.contract.event.Topic;
import dev.thaw.evaluator.work.RequestJudge;
import dev.thaw.service.ComputingThread;
import dev.thaw.service.Persistence;
import dev.thaw.service.RecordIntake;
import io.smallrye.reactive.messaging.annotations.Blocking;

/** Takes what people ask for, one request at a time; the decisions on the same topic are the evaluator's own. */
@ApplicationScoped
class DecisionListener {
    static final String CHANNEL = "decisions";
    static final String WORKER = "decisions";
    private final RequestJudge requests;
    private final ComputingThread thread;
    private final Persistence persistence;
    private final RecordIntake records;

    @Inject
    DecisionListener(RequestJudge requests, ComputingThread thread, Persistence persistence, RecordIntake records) {
        this.requests = requests;
        this.thread = thread;
        this.persistence = persistence;
        this.records = records;
    }

    @Incoming(CHANNEL)
    @Blocking(WORKER)
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    CompletionStage<Void> receive(Message<byte[]> message) {
        return records.take(Topic.MODELS_DECISIONS, DecisionAsked.class, message, (asked, context) -> {
            context.dataset(asked.dataset());
            // the records of what was said are read by one thread
            thread.run(() -> persistence.complete("the request " + asked.id(), () -> requests.judge(asked)));
        });
    }
}
