package dev.thaw.service;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

import dev.thaw.contract.event.Event;
import dev.thaw.contract.event.Topic;

/**
 * What becomes of the records of every channel: a record is acknowledged once its work is done, goes to the {@link DeadLetters} if it
 * is no event of its topic or its work fails, and comes again if it was left undone. No method throws anything, since that would stop
 * the channel.
 */
@Singleton
public class RecordIntake {
    private static final Logger LOG = Logger.getLogger(RecordIntake.class);
    private static final CompletionStage<Void> LEFT = CompletableFuture.completedFuture(null);
    private final DeadLetters deadLetters;
    private final Shutdown shutdown;

    @Inject
    RecordIntake(DeadLetters deadLetters, Shutdown shutdown) {
        this.deadLetters = deadLetters;
        this.shutdown = shutdown;
    }

    /** What a channel does with an event. */
    @FunctionalInterface
    public interface EventWork<E extends Event> {

        /**
         * @param context for what log lines should say besides the record's place
         * @throws LeftUndoneException or {@link InterruptedException} if the record must come again
         */
        void run(E event, LogContext context) throws Exception;
    }

    /** What a channel does with a record that is no event of the contract. */
    @FunctionalInterface
    public interface RecordWork {

        /** Throws as {@link EventWork#run} does. */
        void run() throws Exception;
    }

    /**
     * Takes a record of a topic of events.
     *
     * @param type the channel's own events; others are somebody else's work and are acknowledged
     * @return the acknowledgement, or nothing to wait for if the record is left
     */
    public <E extends Event> CompletionStage<Void> take(Topic topic, Class<E> type, Message<byte[]> message, EventWork<E> work) {
        try (LogContext context = LogContext.of(message)) {
            return finish(topic, message, () -> {
                Event event = IncomingEvents.read(topic, message);
                if (type.isInstance(event)) {
                    work.run(type.cast(event), context);
                }
            });
        }
    }

    /** Takes a record of a topic whose values are not events. @return as for events */
    // the context is there for the log lines
    @SuppressWarnings("try")
    public CompletionStage<Void> take(Topic topic, Message<byte[]> message, RecordWork work) {
        try (LogContext context = LogContext.of(message)) {
            return finish(topic, message, work);
        }
    }

    private CompletionStage<Void> finish(Topic topic, Message<byte[]> message, RecordWork work) {
        if (shutdown.begun()) {
            return LEFT;
        }
        try {
            work.run();
            return message.ack();
        } catch (LeftUndoneException e) {
            LOG.debugf("the record is left: %s", e.getMessage());
            return LEFT;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return LEFT;
        } catch (Throwable e) {
            // an error as well: what leaves a channel's method stops the channel
            LOG.debug("where the record failed", e);
            return deadLetters.refuse(topic, message, e);
        }
    }
}
