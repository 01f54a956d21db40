package dev.thaw.contract.event;

/**
 * The record that an arrival came by.
 *
 * @param topic its name, with the installation's prefix
 * @param partition from 0
 * @param offset from 0
 */
public record Origin(String topic, int partition, long offset) {

    public Origin {
        Check.line("origin.topic", topic);
        Check.atLeast("origin.partition", partition, 0);
        Check.atLeast("origin.offset", offset, 0);
    }
}
