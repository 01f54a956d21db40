package dev.thaw.report.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

import dev.thaw.report.Calibration;
import dev.thaw.report.Comparison;
import dev.thaw.report.RunReport;
import dev.thaw.report.chart.IntervalChart;
import dev.thaw.report.chart.ReliabilityChart;
import dev.thaw.report.chart.RunCharts;
import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.RawString;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.TemplateLocator.TemplateLocation;
import io.quarkus.qute.Variant;

/**
 * Writes a report as one HTML page that needs nothing else: no script, no network, its pictures and drawings inside. The
 * template engine escapes every value; beyond that the page's own policy forbids the browser all that the page does not have.
 */
public final class HtmlReport {
    private static final String HTML = "text/html";
    private final Engine engine;
    private final String style;
    private final String policy;

    public HtmlReport() {
        Variant variant = Variant.forContentType(HTML);
        this.engine = Engine.builder().addDefaults().addValueResolver(new ReflectionValueResolver())
                .addValueResolvers(FigureResolvers.all()).addResultMapper(new HtmlEscaper(List.of(HTML)))
                .addLocator(id -> Optional.of(new Located(resource(id + ".html"), variant))).build();
        this.style = resource("style.css");
        this.policy = "default-src 'none'; img-src data:; style-src 'sha256-" + digest(style)
                + "'; base-uri 'none'; form-action 'none'";
    }

    /** The page, to be stored as UTF-8. */
    public String page(RunReport report) {
        Comparison comparison = report.comparison();
        Calibration calibration = report.calibration();
        return engine.getTemplate("page").data("report", report)
                .data("style", new RawString(style))
                .data("policy", new RawString(policy))
                .data("charts", new RunCharts(report.stages()).all())
                .data("confusion", ConfusionTable.of(report.score()))
                .data("reliability", calibration == null ? null : ReliabilityChart.of(calibration))
                .data("interval", comparison == null || comparison.interval() == null ? null : IntervalChart.of(comparison))
                .render();
    }

    private static String resource(String name) {
        try (InputStream in = HtmlReport.class.getResourceAsStream("/report/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the report's " + name + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(String text) {
        try {
            return Base64.getEncoder().encodeToString(
                    MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private record Located(String content, Variant variant) implements TemplateLocation {

        @Override
        public StringReader read() {
            return new StringReader(content);
        }

        @Override
        public Optional<Variant> getVariant() {
            return Optional.of(variant);
        }
    }
}
