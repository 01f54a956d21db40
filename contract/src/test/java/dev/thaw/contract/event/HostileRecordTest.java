package dev.thaw.contract.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.thaw.contract.bucket.BucketLayout;

/** Records from anybody: each is an event, or an {@link InvalidEventException} that says what is wrong. */
class HostileRecordTest {
    private static final long NOW = 1_767_322_245_123L;
    private static final String ARRIVAL = "{\"dataset\":\"pets\",\"source\":\"s\",\"name\":\"n\",\"label\":\"cat\",\"inline\":\"aGk=\"}";
    private static final int MUTATIONS = 200;

    static Stream<Arguments> brokenArrivals() {
        return Stream.of(
                Arguments.of(Defect.NOT_JSON, bytes("{" + "\"a\":".repeat(5) + "}"), "not JSON"),
                Arguments.of(Defect.INVALID, bytes(ARRIVAL + "{}"), "Trailing"),
                Arguments.of(Defect.NOT_JSON, bytes(ARRIVAL.replace("\"cat\"", "\"cat\",\"label\":\"dog\"")), "label"),
                Arguments.of(Defect.NOT_JSON, bytes(ARRIVAL.replace("\"cat\"", "\"c\0at\"")), "not JSON"),
                Arguments.of(Defect.NOT_JSON, latin1(ARRIVAL.replace("cat", "k\u00e4tzchen")), "not UTF-8"),
                Arguments.of(Defect.NOT_JSON, ARRIVAL.getBytes(StandardCharsets.UTF_16LE), "not"),
                Arguments.of(Defect.NOT_JSON, bytes("{\"x\":" + "[".repeat(100_000)), "depth"),
                Arguments.of(Defect.NOT_JSON, bytes(ARRIVAL.replace("}", ",\"x\":" + "9".repeat(100_000) + "}")), "length"),
                Arguments.of(Defect.TOO_LARGE, new byte[10_000_000], "10000000 bytes"),
                Arguments.of(Defect.INVALID, bytes(ARRIVAL.replace("\"cat\"", "\"c\\u0000at\"")), "label"),
                Arguments.of(Defect.INVALID, bytes(ARRIVAL.replace("\"cat\"", "\"\\u001b[2J\"")), "label"),
                Arguments.of(Defect.INVALID, bytes(ARRIVAL.replace("\"cat\"", "\"\\ud83d\"")), "label"),
                Arguments.of(Defect.INVALID, bytes(ARRIVAL.replace("\"cat\"", "\"" + "c".repeat(2000) + "\"")), "label"),
                Arguments.of(Defect.INVALID, bytes(ARRIVAL.replace("\"cat\"", "7")), "not a valid"),
                Arguments.of(Defect.INVALID, bytes(ARRIVAL.replace("\"cat\"", "null")), "label is missing"),
                Arguments.of(Defect.INVALID, bytes(ARRIVAL.replace("}", ",\"split\":1}")), "not a valid"),
                Arguments.of(Defect.INVALID, bytes(ARRIVAL.replace("}", ",\"split\":\"holdout\"}")), "holdout"),
                Arguments.of(Defect.INVALID, bytes(ARRIVAL.replace("}", ",\"attempt\":1.5}")), "not a valid"),
                Arguments.of(Defect.INVALID, bytes(ARRIVAL.replace("}", ",\"attempt\":1e99}")), "not a valid"),
                Arguments.of(Defect.INVALID, bytes("[" + ARRIVAL + "]"), "not a valid"),
                Arguments.of(Defect.INVALID, bytes("\"hello\""), "not a valid"),
                Arguments.of(Defect.INVALID, bytes(naming("models/pets/1/model.keras")), "below arrivals/pets/"),
                Arguments.of(Defect.INVALID, bytes(naming("arrivals/dogs/cat/1.jpg")), "below arrivals/pets/"),
                Arguments.of(Defect.INVALID, bytes(naming("arrivals/pets/../dogs/cat/1.jpg")), "below arrivals/pets/"),
                Arguments.of(Defect.INVALID, bytes(naming("arrivals/pets/./1.jpg")), "below arrivals/pets/"),
                Arguments.of(Defect.INVALID, bytes(naming("arrivals/pets//1.jpg")), "below arrivals/pets/"),
                Arguments.of(Defect.INVALID, bytes(naming("arrivals/pets/")), "below arrivals/pets/"),
                Arguments.of(Defect.INVALID, bytes(naming("/arrivals/pets/1.jpg")), "below arrivals/pets/"),
                Arguments.of(Defect.INVALID, bytes(naming("/etc/passwd")), "below arrivals/pets/"),
                Arguments.of(Defect.INVALID, bytes(naming("s3://other/arrivals/pets/1.jpg")), "below arrivals/pets/"),
                Arguments.of(Defect.INVALID, bytes(naming("http://127.0.0.1/arrivals/pets/1.jpg")), "below arrivals/pets/"),
                Arguments.of(Defect.INVALID, bytes(naming("arrivals/pets/a\\\\..\\\\b")), "below arrivals/pets/"),
                Arguments.of(Defect.INVALID, bytes(naming("arrivals/pets/a\\u0000b")), "below arrivals/pets/"),
                Arguments.of(Defect.INVALID, bytes(naming("arrivals/pets/" + "a".repeat(1100))), "below arrivals/pets/"));
    }

    @ParameterizedTest
    @MethodSource("brokenArrivals")
    void aBrokenArrivalIsRefused(Defect defect, byte[] data, String inMessage) {
        assertRefused(Topic.IMAGES_ARRIVED, new IncomingRecord(bytes("pets/s"), type(ImageArrived.class), data, NOW), defect,
                inMessage);
    }

    @Test
    void aRecordUnderAnotherKeyIsRefused() {
        for (byte[] key : new byte[][]{null, {}, bytes("pets"), bytes("dogs/s"), {(byte) 0xff, 0}, new byte[100_000]}) {
            assertRefused(Topic.IMAGES_ARRIVED, new IncomingRecord(key, type(ImageArrived.class), bytes(ARRIVAL), NOW),
                    Defect.WRONG_KEY, "the record's key must be \"pets/s\"");
        }
    }

    @Test
    void aRecordWithoutTypeOrWithAStrangeOneIsRefused() {
        assertRefused(Topic.IMAGES_ARRIVED, new IncomingRecord(bytes("pets/s"), Map.of(), bytes(ARRIVAL), NOW),
                Defect.NO_CLOUD_EVENT, "ce_type is missing");
        for (String type : List.of("", "dev.thaw.image-arrived.v2", "dev.thaw.run-state.v1", "java.lang.Runtime",
                "x".repeat(100_000))) {
            assertRefused(Topic.IMAGES_ARRIVED,
                    new IncomingRecord(bytes("pets/s"), Map.of("ce_type", bytes(type)), bytes(ARRIVAL), NOW), Defect.WRONG_TYPE,
                    "does not belong on topic images.arrived");
        }
    }

    @Test
    void aStateFromTheFutureIsRefusedSinceItWouldCountForEver() {
        String state = "{\"dataset\":\"pets\",\"run\":\"r\",\"state\":\"PROMOTED\",\"attempt\":1,\"sequence\":%d,"
                + "\"at\":\"2026-01-02T03:04:05Z\"}";

        // microseconds where milliseconds belong, and the greatest number there is
        for (long sequence : new long[]{NOW * 1000, Long.MAX_VALUE}) {
            assertRefused(Topic.RUNS, new IncomingRecord(bytes("r"), type(RunState.class), bytes(state.formatted(sequence)), NOW),
                    Defect.FROM_THE_FUTURE, "epoch milliseconds");
        }
    }

    @Test
    void aShareInPercentIsRefused() {
        assertThatThrownBy(() -> new ModelDecided("pets", "r", ModelDecided.Outcome.PROMOTED, "better", null, 1, "models/pets/1/",
                1, 95.0, null)).hasMessage("candidateAccuracy must be in [0, 1], not 95.0");
    }

    @ParameterizedTest
    @MethodSource("dev.thaw.contract.event.Examples#all")
    void anObjectElsewhereInTheBucketIsRefused(Event event) throws Exception {
        ObjectNode data = (ObjectNode) EventCodec.json().readTree(EventCodec.data(event));
        for (String field : List.of("object", "definition", "manifest", "checkpoint", "bestCheckpoint", "restored", "model")) {
            if (data.path(field).isTextual() && !(event instanceof ImageRejected)) {
                for (String elsewhere : List.of("claims/pets-1/1.json", "/" + data.get(field).asText(),
                        "../" + data.get(field).asText(), data.get(field).asText().replace("pets", "other"))) {
                    ObjectNode changed = data.deepCopy().put(field, elsewhere);
                    assertRefused(Topic.of(event.getClass()), record(event, EventCodec.json().writeValueAsBytes(changed)),
                            Defect.INVALID, field + " must be");
                }
            }
        }
    }

    @Test
    void whatTheLayoutOfTheBucketSaysIsTaken() {
        Check.object("x", BucketLayout.arrival("pets", "cat", "1.jpg"), "arrivals/pets/");
        Check.object("x", BucketLayout.image("pets", "0".repeat(64)), "images/pets/");
        Check.object("x", BucketLayout.manifest("pets", 3), "manifests/pets/");
        Check.object("x", BucketLayout.datasetDefinition("pets", 3), "datasets/pets/");
        Check.object("x", BucketLayout.base("tiny", "tiny.h5"), "bases/");
        Check.prefix("x", BucketLayout.checkpoint("run", 1, 0, 2), "runs/run/");
        Check.prefix("x", BucketLayout.model("pets", 2), "models/pets/");
    }

    /** Flipped, lost and doubled bytes: an event that is well-formed, or a refusal, and nothing else. */
    @ParameterizedTest
    @MethodSource("dev.thaw.contract.event.Examples#all")
    void aDamagedEventIsAnEventOrRefused(Event event) {
        byte[] data = EventCodec.data(event);
        Random random = new Random(7);
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] damaged = damaged(data, random);
            try {
                assertThat(EventCodec.read(Topic.of(event.getClass()), record(event, damaged)).key()).isEqualTo(event.key());
            } catch (InvalidEventException e) {
                assertThat(e).hasMessageMatching("(?s).{5,1200}");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(MUTATIONS / 4);
    }

    private static byte[] damaged(byte[] data, Random random) {
        byte[] damaged = data.clone();
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            int at = random.nextInt(damaged.length);
            switch (random.nextInt(3)) {
                case 0 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> damaged = Arrays.copyOf(damaged, Math.max(1, at));
                default -> {
                    byte[] longer = Arrays.copyOf(damaged, damaged.length + damaged.length - at);
                    System.arraycopy(damaged, at, longer, damaged.length, damaged.length - at);
                    damaged = longer;
                }
            }
        }
        return damaged;
    }

    private static void assertRefused(Topic topic, IncomingRecord incoming, Defect defect, String inMessage) {
        assertThatThrownBy(() -> EventCodec.read(topic, incoming))
                .isInstanceOfSatisfying(InvalidEventException.class,
                        refused -> assertThat(refused.defect()).as(refused.getMessage()).isEqualTo(defect))
                .hasMessageContaining(inMessage);
    }

    private static IncomingRecord record(Event event, byte[] data) {
        return new IncomingRecord(bytes(event.key()), type(event.getClass()), data, NOW);
    }

    private static Map<String, byte[]> type(Class<? extends Event> event) {
        return new HashMap<>(Map.of("ce_type", bytes(EventCodec.typeOf(event))));
    }

    private static String naming(String object) {
        return "{\"dataset\":\"pets\",\"source\":\"s\",\"name\":\"n\",\"label\":\"cat\",\"object\":\"" + object + "\"}";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
