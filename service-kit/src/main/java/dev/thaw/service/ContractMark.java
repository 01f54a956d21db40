package dev.thaw.service;

import java.io.IOException;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;

import dev.thaw.contract.Contract;
import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.event.EventCodec;

/** Marks a new bucket with the version of the contract, and keeps a service out of a bucket that has another. */
final class ContractMark {

    private ContractMark() {
    }

    /** @throws UnusableConfigurationException if the bucket is of another version */
    static void check(Bucket bucket) throws IOException {
        byte[] own = EventCodec.json().writeValueAsBytes(new Contract(Contract.VERSION));
        if (bucket.putIfAbsent(BucketLayout.contract(), own, EventCodec.CONTENT_TYPE)) {
            return;
        }
        int found = version(bucket.get(BucketLayout.contract()));
        if (found != Contract.VERSION) {
            throw new UnusableConfigurationException(List.of("the bucket holds data of version " + found
                    + " of the contract, and this service speaks version " + Contract.VERSION
                    + ": run the services of that version, or name another bucket with thaw.bucket"));
        }
    }

    private static int version(byte[] mark) throws IOException {
        try {
            return EventCodec.json().readValue(mark, Contract.class).version();
        } catch (JsonProcessingException e) {
            throw new UnusableConfigurationException(List.of("the bucket's " + BucketLayout.contract()
                    + " cannot be read (" + e.getOriginalMessage() + "): name another bucket with thaw.bucket"));
        }
    }
}
