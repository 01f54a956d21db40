package dev.thaw.service;

import java.util.ArrayDeque;
import java.util.Deque;

import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.MDC;

import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;

/**
 * The keys that every log line of the calling thread carries until this is closed: {@code dataset}, {@code run},
 * {@code stage}, {@code topic}, {@code partition}, {@code offset}.
 */
public final class LogContext implements AutoCloseable {
    private final Deque<String> keys = new ArrayDeque<>();

    private LogContext() {
    }

    public static LogContext empty() {
        return new LogContext();
    }

    /** Where a record came from. */
    public static LogContext of(Message<?> message) {
        LogContext context = new LogContext();
        message.getMetadata(IncomingKafkaRecordMetadata.class).ifPresent(record -> context
                .with("topic", record.getTopic()).with("partition", record.getPartition()).with("offset", record.getOffset()));
        return context;
    }

    public LogContext dataset(String dataset) {
        return with("dataset", dataset);
    }

    public LogContext run(String run) {
        return with("run", run);
    }

    public LogContext stage(String stage) {
        return with("stage", stage);
    }

    private LogContext with(String key, Object value) {
        MDC.put(key, String.valueOf(value));
        keys.push(key);
        return this;
    }

    @Override
    public void close() {
        keys.forEach(MDC::remove);
    }
}
