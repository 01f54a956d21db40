package dev.thaw.evaluator.promotion;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.thaw.contract.event.Calibration;
import dev.thaw.contract.event.GateResult;
import dev.thaw.evaluator.promotion.Footprint.FileSize;
import dev.thaw.finetuning.plan.GatesPlan;

/** The limits that a plan sets to calibration, size and latency; 0 is none. */
final class ServingLimits {
    private static final double MEGABYTE = 1e6;

    private final GatesPlan plan;

    ServingLimits(GatesPlan plan) {
        this.plan = plan;
    }

    List<GateResult> of(Measured candidate) {
        List<GateResult> gates = new ArrayList<>();
        if (plan.calibrationError() > 0 && candidate.test().images() > 0) {
            gates.add(calibration(candidate.test().calibration()));
        }
        if (plan.megabytes() > 0) {
            gates.add(size(Optional.ofNullable(candidate.footprint()).flatMap(Footprint::largest)));
        }
        if (plan.milliseconds() > 0) {
            gates.add(latency(candidate.footprint()));
        }
        return gates;
    }

    private GateResult calibration(Calibration calibration) {
        if (calibration == null) {
            return missing(Gate.CALIBRATION, plan.calibrationError(), "the calibration could not be measured");
        }
        return limited(Gate.CALIBRATION, calibration.expectedError(), plan.calibrationError(),
                String.format(Locale.ROOT, "the expected calibration error is %.4f, at most %s is allowed",
                        calibration.expectedError(), plan.calibrationError()));
    }

    private GateResult size(Optional<FileSize> largest) {
        if (largest.isEmpty()) {
            return missing(Gate.SIZE, plan.megabytes() * MEGABYTE, "the size of the exported files is not known");
        }
        return limited(Gate.SIZE, largest.get().bytes(), plan.megabytes() * MEGABYTE, String.format(Locale.ROOT,
                "the exported %s has %,d bytes, at most %,.0f are allowed", largest.get().name(), largest.get().bytes(),
                plan.megabytes() * MEGABYTE));
    }

    private GateResult latency(Footprint footprint) {
        if (footprint == null || footprint.milliseconds() == null) {
            return missing(Gate.LATENCY, plan.milliseconds(), "the time for an image could not be measured in ONNX Runtime");
        }
        return limited(Gate.LATENCY, footprint.milliseconds(), plan.milliseconds(), String.format(Locale.ROOT,
                "an image takes %.3f ms in ONNX Runtime (median of %d, one thread), at most %s are allowed",
                footprint.milliseconds(), footprint.measurements(), plan.milliseconds()));
    }

    private static GateResult limited(Gate gate, double value, double limit, String sentence) {
        return PromotionGates.result(gate, value <= limit, value, limit, sentence);
    }

    private static GateResult missing(Gate gate, double limit, String sentence) {
        return PromotionGates.result(gate, false, null, limit, sentence);
    }
}
