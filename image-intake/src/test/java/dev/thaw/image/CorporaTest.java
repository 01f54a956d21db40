package dev.thaw.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;

import dev.thaw.contract.bucket.DatasetDefinition.Resize;
import dev.thaw.contract.bucket.Manifest.ImageSize;
import dev.thaw.contract.event.Rejection;

/** Every file of the corpora, two at a time, in a heap of 512 MiB (the module's surefire configuration says so). */
class CorporaTest {
    private static final ImageSize SIZE = new ImageSize(4, 4);
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int DECODERS = 2;
    /** Of 255, of any field: decoders round chroma, and shrink it, in their own ways. */
    private static final int TOLERANCE = 4;

    /** Shown otherwise than by Pillow, on purpose. */
    private static final Map<String, String> OTHERWISE = Map.of(
            "first_frame_transparency.gif", "of a GIF file the first frame is the picture, whatever canvas it is laid on",
            "xmp_tags_orientation.png", "an orientation in XMP is not looked for, only EXIF's");

    private record Outcome(Path file, PreparedImage image, RejectedException rejection, Duration duration) {
    }

    @Test
    void everyFileEndsAsAnImageOrARejectionAndWhatIsTakenLooksAsPillowSeesIt() throws Exception {
        assertThat(Runtime.getRuntime().maxMemory()).isLessThanOrEqualTo(512L << 20);
        Map<String, Thumbnail> thumbnails = Thumbnail.table();
        StringBuilder report = new StringBuilder();
        for (String corpus : List.of("exif-orientation", "pillow")) {
            List<Path> files = Corpora.files(corpus);
            resetPeak();

            // when
            List<Outcome> outcomes = decoded(files);

            // then
            long peak = peak();
            assertThat(outcomes).hasSameSizeAs(files).allSatisfy(outcome -> {
                assertThat(outcome.duration()).as(outcome.file().toString()).isLessThan(LIMIT);
                if (outcome.rejection() != null) {
                    assertThat(outcome.rejection()).hasMessageMatching("(?s).{20,400}");
                    assertThat(outcome.rejection().getCause() instanceof OutOfMemoryError).as("out of memory").isFalse();
                }
            });
            report.append(line(corpus, outcomes, peak));
            List<String> different = new ArrayList<>();
            int compared = 0;
            for (Outcome outcome : outcomes) {
                Thumbnail expected = thumbnails.get(corpus + "/" + Corpora.folder(corpus).relativize(outcome.file()));
                if (outcome.image() != null && expected != null
                        && !OTHERWISE.containsKey(outcome.file().getFileName().toString())) {
                    compared++;
                    expected.difference(outcome.image(), TOLERANCE)
                            .ifPresent(difference -> different.add(outcome.file().getFileName() + ": " + difference));
                }
            }
            report.append("  compared with Pillow: ").append(compared).append(", different: ").append(different).append('\n');
            Files.writeString(Path.of("target", "corpora.txt"), report);
            assertThat(different).isEmpty();
            assertThat(compared).isGreaterThanOrEqualTo(corpus.equals("pillow") ? 250 : 18);
        }
    }

    private static List<Outcome> decoded(List<Path> files) throws Exception {
        ImageIntake intake = new ImageIntake(new ImageLimits(32 << 20, 64_000_000, LIMIT));
        ExecutorService decoders = Executors.newFixedThreadPool(DECODERS);
        try {
            List<Future<Outcome>> running = files.stream().map(file -> decoders.submit(() -> decoded(intake, file))).toList();
            List<Outcome> outcomes = new ArrayList<>();
            for (Future<Outcome> outcome : running) {
                outcomes.add(outcome.get());
            }
            assertThat(intake.stuckDecoders()).isZero();
            return outcomes;
        } finally {
            decoders.shutdownNow();
        }
    }

    private static Outcome decoded(ImageIntake intake, Path file) throws IOException {
        byte[] original = Files.readAllBytes(file);
        long begin = System.nanoTime();
        try {
            PreparedImage image = intake.prepare(original, SIZE, Resize.SQUASH);
            return new Outcome(file, image, null, Duration.ofNanos(System.nanoTime() - begin));
        } catch (RejectedException e) {
            return new Outcome(file, null, e, Duration.ofNanos(System.nanoTime() - begin));
        }
    }

    private static String line(String corpus, List<Outcome> outcomes, long peak) {
        Map<Rejection, Integer> rejections = new EnumMap<>(Rejection.class);
        outcomes.stream().filter(outcome -> outcome.rejection() != null)
                .forEach(outcome -> rejections.merge(outcome.rejection().reason(), 1, Integer::sum));
        long taken = outcomes.stream().filter(outcome -> outcome.image() != null).count();
        long slowest = outcomes.stream().mapToLong(outcome -> outcome.duration().toMillis()).max().orElse(0);
        long all = outcomes.stream().mapToLong(outcome -> outcome.duration().toMillis()).sum();
        return String.format(Locale.ROOT, "%s: %d files, %d ingested, rejected %s, slowest %d ms, all %d ms, peak heap %d MiB%n",
                corpus, outcomes.size(), taken, rejections, slowest, all, peak >> 20);
    }

    private static void resetPeak() {
        pools().forEach(MemoryPoolMXBean::resetPeakUsage);
    }

    private static long peak() {
        return pools().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
    }

    private static List<MemoryPoolMXBean> pools() {
        return ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP).toList();
    }
}
