package dev.thaw.report.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;

import dev.thaw.report.RunReport;
import dev.thaw.report.Samples;
import dev.thaw.report.html.HtmlReport;

/** Looks at reports in Chromium; skipped where Debian's packages chromium and chromium-driver are not installed. */
class ReportInBrowserTest {
    @TempDir(cleanup = CleanupMode.NEVER)
    static Path directory;

    private static Chromium browser;
    private final HtmlReport reports = new HtmlReport();

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(Chromium.installed(), "chromium and chromedriver are not installed");
        browser = new Chromium(directory.resolve("profile"));
    }

    @AfterAll
    static void stop() throws Exception {
        if (browser != null) {
            browser.close();
        }
        remove(directory.toFile());
    }

    /** As far as it goes: what the browser still writes as it ends must not fail a test. */
    private static void remove(File file) {
        File[] inside = file.listFiles();
        if (inside != null) {
            for (File each : inside) {
                remove(each);
            }
        }
        file.delete();
    }

    @BeforeEach
    void forget() throws Exception {
        browser.complaints();
        browser.requests();
    }

    @ParameterizedTest
    @CsvSource({"390, 844, true, light", "390, 844, true, dark", "1280, 900, false, light", "1280, 900, false, dark"})
    void thePageFitsTheScreenLoadsNothingAndShowsItsPictures(int width, int height, boolean phone, String scheme)
            throws Exception {
        browser.screen(width, height, phone, scheme);

        for (RunReport report : List.of(Samples.full("dogs"), Samples.full(Samples.HOSTILE), Samples.large(40, 300),
                Samples.bare())) {
            // when
            Path page = open(report);

            // then
            assertThat(browser.ask("return innerWidth").intValue()).isEqualTo(width);
            assertThat(browser.ask("return document.scrollingElement.scrollWidth").intValue()).isLessThanOrEqualTo(width);
            assertThat(texts("return [...document.images].filter(i => !i.complete || !i.naturalWidth).map(i => i.alt)"))
                    .isEmpty();
            assertThat(browser.ask("return document.images.length").intValue())
                    .isEqualTo(report.mistakes().size()
                            + report.data().examples().stream().mapToInt(each -> each.pictures().size()).sum());
            assertThat(browser.complaints()).isEmpty();
            assertThat(browser.requests()).containsExactly(page.toUri().toString());
        }
    }

    @Test
    void theDecisionTheAccuracyAndWhatChangedStandOnTheFirstScreenOfAPhone() throws Exception {
        browser.screen(390, 844, true, "light");
        open(Samples.full("dogs"));

        assertThat(browser.ask("return [...document.querySelectorAll('h1, .tile, header li')].slice(0, 6)"
                + ".every(e => e.getBoundingClientRect().bottom <= innerHeight)").booleanValue()).isTrue();
        assertThat(browser.ask("return document.querySelector('h1').innerText").textValue()).contains("Refused");
    }

    @Test
    void hostileTextsRunNothing() throws Exception {
        browser.screen(1280, 900, false, "light");
        open(Samples.full(Samples.HOSTILE));

        assertThat(browser.ask("return document.title").textValue()).isEqualTo("Refused: cats-dogs 3");
        assertThat(browser.ask("return document.scripts.length").intValue()).isZero();
        assertThat(browser.ask("return document.querySelector('#asked dd bdi').textContent").textValue())
                .isEqualTo("asked for by " + Samples.HOSTILE);
    }

    @Test
    void linesAndLettersOfTheDrawingsStandOutFromTheirBackgroundInLightAndDark() throws Exception {
        for (String scheme : List.of("light", "dark")) {
            browser.screen(1280, 900, false, scheme);
            open(Samples.full("dogs"));

            // WCAG 2.1, 1.4.3 and 1.4.11: at least 4.5 for letters, 3 for what has to be seen in a drawing
            JsonNode contrasts = browser
                    .ask("""
                            const parts = c => c.match(/[0-9.]+/g).slice(0, 3).map(v => v / 255)
                                .map(v => v <= 0.03928 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4));
                            const light = c => { const [r, g, b] = parts(c); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
                            const ground = light(getComputedStyle(document.querySelector('section')).backgroundColor);
                            const contrast = c => (Math.max(light(c), ground) + 0.05) / (Math.min(light(c), ground) + 0.05);
                            const of = (selector, property) => contrast(getComputedStyle(document.querySelector(selector))[property]);
                            return [of('svg text', 'fill'), of('section p', 'color'), of('.line.training', 'stroke') + 1.5,
                                of('.line.validation', 'stroke') + 1.5, of('.line.rate', 'stroke') + 1.5, of('.best', 'stroke') + 1.5]""");
            assertThat(contrasts).allSatisfy(contrast -> assertThat(contrast.doubleValue()).as(scheme).isGreaterThan(4.5));
        }
    }

    private Path open(RunReport report) throws Exception {
        Path page = Files.writeString(directory.resolve("report.html"), reports.page(report));
        browser.open(page);
        return page;
    }

    private static List<String> texts(String body) throws Exception {
        return StreamSupport.stream(browser.ask(body).spliterator(), false).map(JsonNode::textValue).toList();
    }
}
