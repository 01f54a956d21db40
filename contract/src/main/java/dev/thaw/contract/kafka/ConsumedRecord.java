package dev.thaw.contract.kafka;

import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

import dev.thaw.contract.event.IncomingRecord;

/** What Kafka's client hands over, as the contract takes it. */
public final class ConsumedRecord {

    private ConsumedRecord() {
    }

    /** For {@link dev.thaw.contract.event.EventCodec}. Of a header that comes more than once the last counts. */
    public static IncomingRecord incoming(ConsumerRecord<byte[], byte[]> consumed) {
        Map<String, byte[]> headers = new HashMap<>();
        for (Header header : consumed.headers()) {
            if (header.value() != null) {
                headers.put(header.key(), header.value());
            }
        }
        return new IncomingRecord(consumed.key(), headers, consumed.value(), consumed.timestamp());
    }
}
