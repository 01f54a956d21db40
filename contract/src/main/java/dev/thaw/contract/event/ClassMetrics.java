package dev.thaw.contract.event;

/** Of one class: how many images it has and what became of them; each ratio in [0, 1], null where it is not defined. */
public record ClassMetrics(String label, long images, Double accuracy, Double precision, Double recall, Double f1) {
}
