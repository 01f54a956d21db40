package dev.thaw.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import dev.thaw.report.Samples;

class HtmlReportTest {
    private static final Pattern TAG = Pattern.compile("<([a-zA-Z][a-zA-Z0-9-]*)");
    private final HtmlReport reports = new HtmlReport();

    @Test
    void theFirstScreenSaysTheDecisionTheAccuracyWithItsIntervalAndWhatChanged() {
        // when
        String page = reports.page(Samples.full("dogs"));

        // then
        String first = page.substring(page.indexOf("<header"), page.indexOf("</header>"));
        assertThat(first).contains("Refused", "95.00 %", "95 % interval 91.92 % to 96.95 %", "\u22121.00 points",
                "\u22123.00 to +0.67", "version 2 has 96.00 %", "120 new images", "the same plan");
    }

    @Test
    void everySectionHasItsFigures() {
        String page = reports.page(Samples.full("dogs"));

        assertThat(page).contains("asked for by dogs", "a training image of class cats", "the file ends in the middle: dogs",
                "All 70 frozen weights have the same bytes", "conv_pw_13", "l2 predictions/kernel dogs", "1.23e-4",
                "ended by patience; epoch 26 was kept", "id=\"loss-told\"", "stage head kept epoch 26", "Reliability diagram",
                "a test image of class cats, taken for dogs", "models/cats-dogs/3/", "ab".repeat(32),
                "number 2: version 2 of run r1", "in another split: 3.", "camera dogs", "76.95 % to 96.04 %",
                "model.onnx has 0.9 MB",
                "2 more pictures are left out");
    }

    @Test
    void whatIsZeroIsToldAndOnlyWhatIsNotKnownIsLeftOut() {
        String page = reports.page(Samples.full("dogs"));

        assertThat(page).contains("macro average</th><td></td><td class=\"n\">0.00 %</td>",
                "Only the candidate was right on 0 images, only the champion on 7");
        assertThat(page).containsPattern("macro average.*>\u2013</td></tr></tfoot>");
    }

    @Test
    void whatHostileTextsHoldIsShownAndNeverMeant() {
        // when
        String page = reports.page(Samples.full(Samples.HOSTILE));

        // then: the same elements as of a harmless report, in the same order
        assertThat(tags(page)).isEqualTo(tags(reports.page(Samples.full("dogs")))).doesNotContain("script");
        assertThat(page).doesNotContain("<script", "<img src=x").contains(
                "&lt;script&gt;document.title=&#39;taken&#39;&lt;/script&gt;&quot;&#39;&gt;&lt;img src=x onerror=alert(1)&gt; {report} &amp;amp;");
    }

    @Test
    void thePageForbidsTheBrowserWhatItDoesNotHave() {
        String page = reports.page(Samples.full("dogs"));

        assertThat(page).contains("default-src 'none'; img-src data:; style-src 'sha256-").contains("form-action 'none'");
        // a style attribute or a handler would not be allowed by that, an address of elsewhere not either
        assertThat(page).doesNotContainPattern("<[^>]*\\s(style|on[a-z]+)=")
                .doesNotContainPattern("<[^>]*(src|href)=\"(?!data:|#)");
    }

    @Test
    void aReportOfWhichLittleIsKnownIsStillAPage() {
        String page = reports.page(Samples.bare());

        assertThat(page).contains("Promoted", "first model", "not known: the request", "None.").doesNotContain("NOT_FOUND",
                "null");
    }

    @Test
    void aThousandClassesAndEpochsStayAPageThatABrowserCanShow() {
        String page = reports.page(Samples.large(1000, 5000));

        assertThat(page.length()).isLessThan(1_500_000);
        assertThat(page).doesNotContain("Confusion matrix</h3>").contains("Most frequent confusions");
    }

    @Test
    void theSameRunIsTheSamePage() {
        assertThat(reports.page(Samples.full("dogs"))).isEqualTo(new HtmlReport().page(Samples.full("dogs")));
    }

    private static List<String> tags(String page) {
        return TAG.matcher(page).results().map(found -> found.group(1)).toList();
    }
}
