package dev.thaw.finetuning.plan;

/** @param margin by how much a candidate's test accuracy must be above the champion's to be promoted, in [0, 1) */
public record GatesPlan(double margin) {
}
