package dev.thaw.evaluator.report;

import java.util.ArrayList;
import java.util.List;

import dev.thaw.contract.event.Averages;
import dev.thaw.contract.event.Metrics;
import dev.thaw.contract.event.ModelDecided;
import dev.thaw.report.Calibration;
import dev.thaw.report.Comparison;
import dev.thaw.report.Interval;
import dev.thaw.report.Score;
import dev.thaw.report.Score.Ratios;

/** Events' figures as the report has them. */
final class ScoreChapter {

    private ScoreChapter() {
    }

    static Score score(Metrics test) {
        List<Ratios> perClass = test.perClass().stream().map(each -> new Ratios(each.label(), each.images(), each.precision(),
                each.recall(), each.f1(), each.rocAuc(), each.averagePrecision())).toList();
        List<Ratios> averages = new ArrayList<>();
        add(averages, "mean of the classes", test.macro());
        add(averages, "mean by images", test.weighted());
        add(averages, "all answers alike", test.micro());
        return new Score(test.images(), test.loss(), test.accuracy(), perClass, averages, test.confusion(),
                test.topK().stream().map(top -> new Score.TopK(top.k(), top.accuracy())).toList(), List.of());
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
