package dev.thaw.contract.event;

/**
 * What one gate found.
 *
 * @param gate its name, such as {@code better-than-champion}, {@code recall}, {@code latency}
 * @param value the figure; null where there is none
 * @param limit what it was held against; null where there is none
 * @param sentence both, for people
 */
public record GateResult(String gate, boolean passed, Double value, Double limit, String sentence) {

    public GateResult {
        Check.present("gate", gate);
        Check.finite("value", value);
        Check.finite("limit", limit);
        Check.present("sentence", sentence);
    }
}
