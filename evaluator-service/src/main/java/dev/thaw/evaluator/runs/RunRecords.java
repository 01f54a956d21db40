package dev.thaw.evaluator.runs;

/** Brings a {@link RunLedger} up to date with the topics. */
@FunctionalInterface
public interface RunRecords {

    /** The ledger with every event that the broker has now. */
    RunLedger upToDate();
}
