package dev.thaw.evaluator.listener;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

import dev.thaw.contract.event.DecisionAsked;
import dev.thaw.contract.event.Event;
import dev.thaw.contract.event.Topic;
import dev.thaw.evaluator.work.RequestJudge;
import dev.thaw.service.DeadLetters;
import dev.thaw.service.IncomingEvents;
import dev.thaw.service.LogContext;
import dev.thaw.service.Persistence;
import dev.thaw.service.Shutdown;
import io.smallrye.reactive.messaging.annotations.Blocking;

/** Takes what people ask for, one request at a time; the decisions on the same topic are the evaluator's own. */
@ApplicationScoped
class DecisionListener {
    static final String CHANNEL = "decisions";
    static final String WORKER = "decisions";
    private static final CompletionStage<Void> LEFT = CompletableFuture.completedFuture(null);
    private final RequestJudge requests;
    private final ScoringThread thread;
    private final Persistence persistence;
    private final DeadLetters deadLetters;
    private final Shutdown shutdown;

    @Inject
    DecisionListener(RequestJudge requests, ScoringThread thread, EvaluatorConfig config,
            DeadLetters deadLetters, Shutdown shutdown) {
        this.requests = requests;
        this.thread = thread;
        this.persistence = new Persistence(config.firstPause(), config.longestPause(), config.outagePatience(),
                shutdown::begun);
        this.deadLetters = deadLetters;
        this.shutdown = shutdown;
    }

    @Incoming(CHANNEL)
    @Blocking(WORKER)
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    CompletionStage<Void> receive(Message<byte[]> message) {
        if (shutdown.begun()) {
            return LEFT;
        }
        try {
            // the records of what was said are read by one thread
            thread.run(() -> handle(message));
            return message.ack();
        } catch (InterruptedException e) {
            // neither acknowledged nor refused: the record comes again
            Thread.currentThread().interrupt();
            return LEFT;
        } catch (Throwable e) {
            // an error as well: what leaves this method stops the channel
            return deadLetters.refuse(Topic.MODELS_DECISIONS, message, e);
        }
    }

    private void handle(Message<byte[]> message) throws Exception {
        try (LogContext context = LogContext.of(message)) {
            Event event = IncomingEvents.read(Topic.MODELS_DECISIONS, message);
            if (event instanceof DecisionAsked asked) {
                context.dataset(asked.dataset());
                persistence.complete("the request " + asked.id(), () -> requests.judge(asked));
            }
        }
    }
}
