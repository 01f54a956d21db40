package dev.thaw.contract.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.core.JsonProcessingException;

import dev.thaw.contract.event.EventCodec;
import dev.thaw.contract.event.Origin;
import dev.thaw.contract.event.Split;
import dev.thaw.contract.event.Withheld;

class ManifestFormatTest {
    private static final Manifest.ImageSize SIZE = new Manifest.ImageSize(96, 128);
    private static final Manifest FULL = new Manifest("pets", 3, List.of("cat", "dög \"x\""), SIZE,
            List.of(entry('1', "cat", Split.TRAIN, "litter 1", new Origin("images.arrived", 2, 1L << 40)),
                    entry('2', "dög \"x\"", Split.VALIDATION, null, null),
                    entry('3', "cat", Split.TEST, null, new Origin("images.arrived", 0, 0))),
            new Selection(TrainingPolicy.Data.REPLAY, 7, 4, 0, 1.5),
            List.of(new Withheld(hash('4'), Withheld.Reason.OTHER_SPLIT, hash('1')),
                    new Withheld(hash('5'), Withheld.Reason.BALANCE, null)));
    private static final Manifest BARE = new Manifest("pets", 1, List.of(), SIZE, List.of());

    @Test
    void writesTheBytesThatTheWholeManifestHas() throws IOException {
        for (Manifest manifest : List.of(FULL, BARE)) {
            assertThat(written(manifest)).isEqualTo(EventCodec.json().writeValueAsBytes(manifest));
        }
    }

    @Test
    void readsWhatTheWholeManifestSays() throws IOException {
        for (Manifest manifest : List.of(FULL, BARE)) {
            assertThat(read(EventCodec.json().writeValueAsBytes(manifest))).isEqualTo(manifest);
        }
    }

    @Test
    void readsFieldsInAnyOrderAndPassesOverThoseItDoesNotKnow() throws IOException {
        String json = """
                {"images":[{"split":"test","sha256":"%s","object":"o","label":"cat","more":[{}]}],"new":{"images":[1]},
                 "imageSize":{"width":128,"height":96},"labels":["cat"],"version":2,"dataset":"pets"}""".formatted(hash('1'));

        assertThat(read(json.getBytes(StandardCharsets.UTF_8))).isEqualTo(new Manifest("pets", 2, List.of("cat"), SIZE,
                List.of(new Manifest.Entry(hash('1'), "o", "cat", Split.TEST))));
    }

    @Test
    void refusesWhatIsNoManifest() throws IOException {
        String whole = new String(written(FULL), StandardCharsets.UTF_8);
        for (String broken : List.of("", "[]", "{}", "{\"images\":[]}", "{\"images\":null,\"dataset\":\"pets\"}",
                whole.substring(0, whole.length() / 2), whole.substring(0, whole.length() - 1), whole + whole,
                whole.replace("\"selection\"", "\"dataset\""), whole.replace("\"images\":[", "\"images\":[null,"),
                whole.replace("\"train\"", "\"tram\""), whole.replace("\"version\":3", "\"version\":null"))) {
            assertThatThrownBy(() -> read(broken.getBytes(StandardCharsets.UTF_8))).as(broken)
                    .isInstanceOf(JsonProcessingException.class);
        }
    }

    @Test
    void refusesToWriteImagesThatAreNotInOrder() {
        for (List<Manifest.Entry> images : List.of(Arrays.asList(FULL.images().get(1), FULL.images().get(0)),
                List.of(FULL.images().get(0), FULL.images().get(0)))) {
            assertThatThrownBy(() -> ManifestWriter.write(new ByteArrayOutputStream(), FULL.header(), images.iterator(),
                    FULL.withheld().iterator())).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("sorted by hash");
        }
    }

    private static byte[] written(Manifest manifest) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ManifestWriter.write(out, manifest.header(), manifest.images().iterator(), manifest.withheld().iterator());
        return out.toByteArray();
    }

    private static Manifest read(byte[] content) throws IOException {
        List<Manifest.Entry> images = new ArrayList<>();
        List<Withheld> withheld = new ArrayList<>();
        ManifestHeader header = ManifestReader.read(new ByteArrayInputStream(content), images::add, withheld::add);
        return new Manifest(header.dataset(), header.version(), header.labels(), header.imageSize(), images, header.selection(),
                withheld);
    }

    private static Manifest.Entry entry(char digit, String label, Split split, String group, Origin origin) {
        return new Manifest.Entry(hash(digit), BucketLayout.image("pets", hash(digit)), label, split, group, origin);
    }

    private static String hash(char digit) {
        return String.valueOf(digit).repeat(64);
    }
}
