package dev.thaw.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import javax.imageio.ImageIO;

import dev.thaw.report.DataUsed.ClassCount;
import dev.thaw.report.DataUsed.Examples;
import dev.thaw.report.DataUsed.Rejected;
import dev.thaw.report.Decision.Gate;
import dev.thaw.report.RunReport.Lineage;
import dev.thaw.report.RunReport.Mistake;
import dev.thaw.report.RunReport.Request;
import dev.thaw.report.RunReport.Subject;
import dev.thaw.report.Score.Ratios;
import dev.thaw.report.Score.Slice;
import dev.thaw.report.Score.Slices;
import dev.thaw.report.Score.TopK;
import dev.thaw.report.Stage.Epoch;
import dev.thaw.report.Stage.Rate;

/** Reports of runs that did not take place. */
public final class Samples {
    public static final String HOSTILE = "<script>document.title='taken'</script>\"'><img src=x onerror=alert(1)> {report} &amp;";

    private Samples() {
    }

    /** A refused candidate with two stages and a champion, where every text that people or files give is this one. */
    public static RunReport full(String text) {
        return new RunReport(new Subject("cats-dogs", "run-" + text, 3),
                new Decision(Decision.Outcome.REFUSED, "test accuracy 0.9500 against 0.9600 of the champion " + text,
                        List.of(new Gate("test-split", true, "300 images"),
                                new Gate("better-than-champion", false, text),
                                new Gate("calibration", true, null))),
                List.of("120 new images, none gone " + text, "the same plan"), score(List.of("cats", text)),
                new Comparison(2, 300, 0.96, -0.01, new Interval(-0.03, 0.0067), 0.95, 0L, 7L, 0.55), calibration(),
                IntStream.range(0, 6).mapToObj(i -> new Mistake(picture(i), "0123456789abcdef".repeat(4), "cats", text,
                        0.999 - i * 0.01, 0.001 + i * 0.01)).toList(),
                new Request("asked for by " + text, "version 2 " + text, "seed: 42\nstages:\n  - {name: head} # " + text, 44.8,
                        5.9, 0, 2980),
                new DataUsed(4, 224, 224, List.of(new ClassCount("cats", 345, 55, 150), new ClassCount(text, 340, 60, 150)), 3,
                        List.of(new Examples("cats", List.of(picture(7), picture(8))), new Examples(text, List.of(picture(9)))),
                        List.of(new Rejected("corrupt", 3, "the file ends in the middle: " + text))),
                List.of(stage("head", 40, 32, 26, "patience", text), stage("top", 6, 6, 3, "epochs", null)),
                new Lineage("manifests/cats-dogs/4.json", "mobilenet " + text, "bases/mobilenet/base.h5", "ab".repeat(32),
                        "run-" + text, 1, "runs/run/1/1-3/", "models/cats-dogs/3/", "0.1.0", "number 2: version 2 of run r1",
                        "2026-01-02T03:04:05Z"),
                List.of("model.onnx has 0.9 MB " + text), List.of("2 more pictures are left out " + text));
    }

    /** The first model of a data set, of which as little as possible is known. */
    public static RunReport bare() {
        return new RunReport(new Subject("parts", "run-a", 1),
                new Decision(Decision.Outcome.PROMOTED, "the first model", List.of()), List.of(),
                new Score(0, null, 0, List.of(), List.of(), List.of(), List.of(), List.of()), null, null, List.of(),
                new Request(null, "the base model's", "", 0, 0, 0, 0), new DataUsed(1, 8, 8, List.of(), 0, List.of(), List.of()),
                List.of(),
                new Lineage("m", "b", "o", "s", "run-a", 1, "c", "models/parts/1/", "0.1.0", null, "2026-01-02T03:04:05Z"),
                List.of(), List.of());
    }

    /** With so many classes, stages of so many epochs, and as many layers. */
    public static RunReport large(int classes, int epochs) {
        RunReport full = full("x");
        List<String> labels = IntStream.range(0, classes).mapToObj(i -> "a-rather-long-class-name-" + i).toList();
        List<Stage> stages = List.of(stage("head", epochs, epochs, epochs / 2, "epochs", null));
        return new RunReport(full.subject(), full.decision(), full.changes(), score(labels), full.comparison(),
                full.calibration(), full.mistakes(), full.request(),
                new DataUsed(4, 224, 224, labels.stream().map(label -> new ClassCount(label, 100, 10, 20)).toList(), 0, List.of(),
                        List.of()),
                stages, full.lineage(), List.of(), List.of());
    }

    private static Score score(List<String> labels) {
        List<Ratios> perClass = labels.stream().map(label -> new Ratios(label, 150L, 0.95, 0.94, 0.945, 0.99, null)).toList();
        List<List<Long>> confusion = IntStream.range(0, labels.size()).mapToObj(row -> IntStream.range(0, labels.size())
                .mapToObj(column -> row == column ? 142L : row + 1 == column ? 8L : 0L).toList()).toList();
        return new Score(300, 0.1325, 0.95, perClass, List.of(new Ratios("macro average", null, 0.95, 0.0, 0.945, 0.99, null)),
                confusion, List.of(new TopK(3, 0.99)),
                List.of(new Slices("group", List.of(new Slice("camera " + labels.get(1), 40, 0.9)))));
    }

    private static Calibration calibration() {
        return new Calibration(0.021, 0.074, IntStream.range(0, 10).mapToObj(i -> i < 5
                ? new Calibration.Bin(i / 10.0, (i + 1) / 10.0, 0, null, null)
                : new Calibration.Bin(i / 10.0, (i + 1) / 10.0, 4L << i, i / 10.0 + 0.06, i / 10.0 + 0.03)).toList());
    }

    private static Stage stage(String name, int limit, int epochs, int best, String stoppedBy, String why) {
        List<Epoch> curve = new ArrayList<>();
        List<Rate> rates = new ArrayList<>();
        for (int epoch = 1; epoch <= epochs; epoch++) {
            double loss = 0.1 + 0.6 / epoch;
            curve.add(new Epoch(epoch, 3e-3 / epoch, loss, epoch == 2 ? null : loss + 0.02, 1 - loss / 2));
            rates.add(new Rate(epoch - 1, 3e-3 / epoch));
        }
        Map<String, Double> penalties = new LinkedHashMap<>();
        if (why != null) {
            penalties.put("l2 predictions/kernel " + why, 1.234e-4);
        }
        return new Stage(name, "the last block", List.of("conv_pw_13", "predictions"), 194_306, 219_058, 70, true, epochs, limit,
                best, stoppedBy, why, 14.8, 0.1112, 0.9455, penalties, curve, rates);
    }

    private static Picture picture(int seed) {
        BufferedImage image = new BufferedImage(96, 96, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.getHSBColor(seed / 10f, 0.6f, 0.8f));
        graphics.fillRect(0, 0, 96, 96);
        graphics.setColor(Color.WHITE);
        graphics.fillOval(10 + seed * 3, 20, 40, 50);
        graphics.dispose();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "jpeg", file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Picture.jpeg(file.toByteArray(), 96, 96);
    }
}
