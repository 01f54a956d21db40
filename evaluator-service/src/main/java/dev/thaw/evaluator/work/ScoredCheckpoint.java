package dev.thaw.evaluator.work;

import dev.thaw.contract.event.Metrics;
import dev.thaw.contract.event.Spent;

/**
 * What is known of a checkpoint when it is judged.
 *
 * @param validation on the validation split
 * @param trainingLoss on the training sample; null unless the plan limits the gap between the two losses
 */
public record ScoredCheckpoint(Metrics validation, Double trainingLoss, Spent spent) {
}
