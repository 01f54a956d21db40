package dev.thaw.service;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

import dev.thaw.contract.event.Defect;
import dev.thaw.contract.event.InvalidEventException;
import dev.thaw.contract.event.Topic;
import dev.thaw.contract.kafka.DeadLetter;
import dev.thaw.contract.kafka.DeadLetterWriter;
import dev.thaw.contract.text.ForeignText;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Takes the records that cannot be read or handled off their partition: each goes to its topic's dead-letter topic, with the
 * reason and the place it came from, and is then acknowledged. Counts them in {@code thaw_dead_letters_total}, by topic and defect.
 */
@Singleton
public class DeadLetters {
    private static final Logger LOG = Logger.getLogger(DeadLetters.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final DeadLetterWriter writer;
    private final MeterRegistry meters;
    private final Shutdown shutdown;

    @Inject
    DeadLetters(KafkaConnection connection, MeterRegistry meters, Shutdown shutdown) {
        this.writer = new DeadLetterWriter(connection.properties());
        this.meters = meters;
        this.shutdown = shutdown;
    }

    /**
     * Returns when the broker has the letter: a broker that does not answer is waited for, so that no record is lost.
     *
     * @param cause an {@link InvalidEventException}, or whatever kept an event from being handled
     * @return the acknowledgement; not given if the service goes down first, so that the record comes again
     */
    public CompletionStage<Void> refuse(Topic topic, Message<byte[]> message, Throwable cause) {
        return put(topic, IncomingEvents.record(message), cause) ? message.ack() : CompletableFuture.completedFuture(null);
    }

    /** The same for a record that did not come by a channel. @return false if the service goes down first */
    boolean put(Topic topic, ConsumerRecord<byte[], byte[]> refused, Throwable cause) {
        Defect defect = cause instanceof InvalidEventException invalid ? invalid.defect() : Defect.NOT_POSSIBLE;
        String reason = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        String id = DeadLetter.id(refused.topic(), refused.partition(), refused.offset());
        while (!shutdown.begun()) {
            try {
                writer.write(refused, defect, reason);
                meters.counter("thaw.dead.letters", "topic", topic.topicName(), "defect", defect.code()).increment();
                LOG.warnf("the record %s went to the dead letters: %s", id, ForeignText.line(reason));
                return true;
            } catch (IOException | RuntimeException e) {
                LOG.warnf("the record %s cannot go to the dead letters, trying again in %d s: %s", id, PAUSE.toSeconds(),
                        e.getMessage());
                if (!pause()) {
                    break;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        return false;
    }

    /** Of a record that there is no memory for. @return false if the service goes down first */
    boolean putTooLarge(Topic topic, TopicPartition partition, long offset) {
        return put(topic, new ConsumerRecord<>(partition.topic(), partition.partition(), offset, null, null),
                new InvalidEventException(Defect.TOO_LARGE,
                        "the record is larger, once it is unpacked, than the memory of this service; it was passed over"));
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @PreDestroy
    void close() {
        writer.close();
    }
}
