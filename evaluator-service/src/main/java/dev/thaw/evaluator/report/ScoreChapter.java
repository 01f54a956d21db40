package dev.thaw.evaluator.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import dev.thaw.contract.event.Averages;
import dev.thaw.contract.event.Metrics;
import dev.thaw.contract.event.ModelDecided;
import dev.thaw.evaluator.promotion.Footprint;
import dev.thaw.evaluator.work.ModelReport;
import dev.thaw.evaluator.work.SliceMetrics;
import dev.thaw.report.Calibration;
import dev.thaw.report.Comparison;
import dev.thaw.report.Interval;
import dev.thaw.report.Score;
import dev.thaw.report.Score.Ratios;
import dev.thaw.report.Score.Slice;
import dev.thaw.report.Score.Slices;

/** Events' figures as the report has them. */
final class ScoreChapter {
    private static final int MOST_GROUPS = 40;

    private ScoreChapter() {
    }

    static Score score(ModelReport report) {
        Metrics test = report.test();
        List<Ratios> perClass = test.perClass().stream().map(each -> new Ratios(each.label(), each.images(), each.precision(),
                each.recall(), each.f1(), each.rocAuc(), each.averagePrecision())).toList();
        List<Ratios> averages = new ArrayList<>();
        add(averages, "mean of the classes", test.macro());
        add(averages, "mean by images", test.weighted());
        add(averages, "all answers alike", test.micro());
        return new Score(test.images(), test.loss(), test.accuracy(), perClass, averages, test.confusion(),
                test.topK().stream().map(top -> new Score.TopK(top.k(), top.accuracy())).toList(), slices(report));
    }

    private static List<Slices> slices(ModelReport report) {
        // of many groups those that need a look
        List<Slice> groups = report.byGroup().stream().sorted(Comparator.comparingDouble(SliceMetrics::accuracy))
                .limit(MOST_GROUPS).map(ScoreChapter::slice).toList();
        List<Slice> windows = report.byWindow().stream().map(ScoreChapter::slice).toList();
        return Stream.of(new Slices("group", groups), new Slices("arrival window", windows))
                .filter(part -> !part.slices().isEmpty()).toList();
    }

    private static Slice slice(SliceMetrics metrics) {
        return new Slice(metrics.name(), metrics.images(), metrics.accuracy());
    }

    /** What it takes to serve the model. */
    static List<String> serving(ModelReport report) {
        Footprint footprint = report.footprint();
        if (footprint == null) {
            return List.of();
        }
        List<String> sentences = new ArrayList<>();
        footprint.files().forEach(file -> sentences
                .add(String.format(Locale.ROOT, "%s has %.2f MB", file.name(), file.bytes() / 1e6)));
        if (footprint.milliseconds() != null) {
            sentences.add(String.format(Locale.ROOT,
                    "an image takes %.2f ms in ONNX Runtime on one thread of the evaluator, the median of %d",
                    footprint.milliseconds(), footprint.measurements()));
        }
        return sentences;
    }

    private static void add(List<Ratios> averages, String name, Averages average) {
        if (average != null) {
            averages.add(new Ratios(name, null, average.precision(), average.recall(), average.f1(), average.rocAuc(),
                    average.averagePrecision()));
        }
    }

    /** Null if it was not measured. */
    static Calibration calibration(Metrics test) {
        return test.calibration() == null
                ? null
                : new Calibration(test.calibration().expectedError(), test.calibration().brier(), test.calibration().bins()
                        .stream().map(bin -> new Calibration.Bin(bin.from(), bin.to(), bin.images(), bin.confidence(),
                                bin.accuracy()))
                        .toList());
    }

    /** @param champion the version of the champion before @return null if the two were not compared */
    static Comparison comparison(ModelDecided decided, Metrics test, int champion) {
        if (decided.championAccuracy() == null) {
            return null;
        }
        dev.thaw.contract.event.Comparison measured = decided.comparison();
        return measured == null
                ? new Comparison(champion, test.images(), decided.championAccuracy(),
                        test.accuracy() - decided.championAccuracy(), null, 0, null, null, null)
                : new Comparison(measured.version(), measured.images(), decided.championAccuracy(),
                        measured.accuracy().difference(),
                        new Interval(measured.accuracy().low(), measured.accuracy().high()), measured.confidence(),
                        measured.onlyCandidateRight(), measured.onlyChampionRight(), measured.pValue());
    }
}
