package dev.thaw.dataset.rebuild;

import java.io.IOException;
import java.util.List;

import dev.thaw.contract.event.Topic;
import dev.thaw.contract.kafka.Received;

/** All events of some topics, from their beginning to their present end, as often as anybody asks. */
@FunctionalInterface
public interface EventLog {

    void read(List<Topic> topics, Reader reader) throws IOException, InterruptedException;

    /** Takes one event. */
    @FunctionalInterface
    interface Reader {
        void take(Received received) throws IOException, InterruptedException;
    }
}
