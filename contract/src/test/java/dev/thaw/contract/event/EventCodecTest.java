package dev.thaw.contract.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventCodecTest {
    private static final String TRAINING_ASKED = "{\"dataset\":\"pets\",\"run\":\"pets-1\",\"reason\":\"asked\"}";

    @ParameterizedTest
    @MethodSource("dev.thaw.contract.event.Examples#all")
    void anEventIsReadBackAsItWas(Event event) throws Exception {
        // when
        Event read = read(Topic.of(event.getClass()), event.key(), headers(event), EventCodec.data(event));

        // then
        assertThat(read).isEqualTo(event);
        assertThat(read.id()).isEqualTo(event.id());
    }

    @ParameterizedTest
    @MethodSource("dev.thaw.contract.event.Examples#all")
    void headersAreThoseOfACloudEventInBinaryMode(Event event) {
        assertThat(EventCodec.headers(event, "urn:thaw:test")).containsEntry("ce_specversion", "1.0")
                .containsEntry("ce_id", event.id()).containsEntry("ce_source", "urn:thaw:test")
                .containsEntry("ce_subject", event.key()).containsEntry("content-type", "application/json");
    }

    @Test
    void theTypeIsTheNameInKebabCaseWithItsVersion() {
        assertThat(EventCodec.typeOf(ImageArrived.class)).isEqualTo("dev.thaw.image-arrived.v1");
        assertThat(EventCodec.typeOf(RunState.class)).isEqualTo("dev.thaw.run-state.v1");
    }

    @Test
    void anEventOfAnotherTopicIsRefused() {
        Event event = new TrainingAsked("pets", "pets-1", "asked");

        assertThatThrownBy(() -> read(Topic.RUNS, event.key(), headers(event), EventCodec.data(event)))
                .isInstanceOf(InvalidEventException.class)
                .hasMessage("the type dev.thaw.training-asked.v1 does not belong on topic runs");
    }

    @Test
    void anUnknownTypeIsRefused() {
        assertInvalid("dev.thaw.nonsense.v1", TRAINING_ASKED, "dev.thaw.nonsense.v1 does not belong");
    }

    @Test
    void aRecordWithoutTypeIsRefused() {
        assertThatThrownBy(() -> read(Topic.TRAINING_REQUESTS, "pets", Map.of(), bytes(TRAINING_ASKED)))
                .isInstanceOf(InvalidEventException.class).hasMessageContaining("the header ce_type is missing");
    }

    @Test
    void aRecordWithoutDataIsRefused() {
        Map<String, byte[]> headers = Map.of("ce_type", bytes("dev.thaw.training-asked.v1"));

        assertThatThrownBy(() -> read(Topic.TRAINING_REQUESTS, "pets", headers, null))
                .isInstanceOf(InvalidEventException.class).hasMessage("the record has no data");
        assertInvalid("dev.thaw.training-asked.v1", "", "the record has no data");
    }

    @Test
    void jsonNullIsRefused() {
        assertInvalid("dev.thaw.training-asked.v1", "null", "the record's data is null");
    }

    @Test
    void whatIsNotJsonIsRefused() {
        assertInvalid("dev.thaw.training-asked.v1", "hello", "not JSON");
        assertInvalid("dev.thaw.training-asked.v1", "{\"dataset\":", "not ");
        assertInvalid("dev.thaw.training-asked.v1", "[1]", "not a valid dev.thaw.training-asked.v1");
    }

    @Test
    void aMissingFieldIsRefusedByName() {
        assertInvalid("dev.thaw.training-asked.v1", "{\"dataset\":\"pets\",\"reason\":\"asked\"}", "run is missing");
    }

    @Test
    void aFieldOfTheWrongKindIsRefused() {
        assertInvalid("dev.thaw.training-asked.v1", "{\"dataset\":{},\"run\":\"r\",\"reason\":\"asked\"}", "not a valid");
        assertInvalid("dev.thaw.training-asked.v1", "{\"dataset\":\"../pets\",\"run\":\"r\",\"reason\":\"asked\"}",
                "dataset must be 1 to 100 letters");
    }

    @Test
    void anArrivalNamesEitherAnObjectOrBytes() throws Exception {
        Map<String, byte[]> headers = Map.of("ce_type", bytes("dev.thaw.image-arrived.v1"));
        String common = "{\"dataset\":\"pets\",\"source\":\"s\",\"name\":\"n\",\"label\":\"cat\"";

        for (String part : new String[]{"}", ",\"object\":\"arrivals/pets/cat/1\",\"inline\":\"aGk=\"}"}) {
            assertThatThrownBy(() -> read(Topic.IMAGES_ARRIVED, "pets/s", headers, bytes(common + part)))
                    .isInstanceOf(InvalidEventException.class).hasMessageContaining("either an object or inline bytes");
        }
        assertThat(read(Topic.IMAGES_ARRIVED, "pets/s", headers, bytes(common + ",\"inline\":\"aGk=\"}")))
                .isInstanceOf(ImageArrived.class);
    }

    @Test
    void anObjectInItsLabelsFolderIsOneArrivalWhoeverTellsOfIt() {
        String key = "arrivals/pets/cat/1.png";

        assertThat(new ImageArrived("pets", "camera", "1", "cat", key, null, Split.TEST).arrival()).isEqualTo(key)
                .isEqualTo(new ImageArrived("pets", "bucket", "cat/1.png", "cat", key, null, null).arrival());
        // one that says something else than its folder is judged by itself
        assertThat(new ImageArrived("pets", "camera", "1", "dog", key, null, null).arrival()).isEqualTo("pets/camera/1");
        assertThat(new ImageArrived("pets", "camera", "1", "cat", null, "aGk=", null).arrival()).isEqualTo("pets/camera/1");
    }

    @Test
    void anotherAttemptIsTheSameArrivalAndAnotherEvent() throws Exception {
        ImageArrived first = new ImageArrived("pets", "camera", "1", "cat", null, "aGk=", null);

        ImageArrived second = first.again(1);

        assertThat(second.arrival()).isEqualTo(first.arrival());
        assertThat(second.id()).isNotEqualTo(first.id());
        // written before there were attempts
        Event old = read(Topic.IMAGES_ARRIVED, first.key(), headers(first), bytes(
                "{\"dataset\":\"pets\",\"source\":\"camera\",\"name\":\"1\",\"label\":\"cat\",\"inline\":\"aGk=\"}"));
        assertThat(old).isEqualTo(first);
    }

    @Test
    void fieldsOfANewerWriterAreIgnored() throws Exception {
        // given
        Map<String, byte[]> headers = Map.of("ce_type", bytes("dev.thaw.training-asked.v1"));

        // when
        Event event = read(Topic.TRAINING_REQUESTS, "pets", headers,
                bytes(TRAINING_ASKED.replace("{", "{\"priority\":1,")));

        // then
        assertThat(event).isEqualTo(new TrainingAsked("pets", "pets-1", "asked"));
    }

    private static Event read(Topic topic, String key, Map<String, byte[]> headers, byte[] data) throws InvalidEventException {
        return EventCodec.read(topic, new IncomingRecord(bytes(key), headers, data, 1_767_322_245_123L));
    }

    private static void assertInvalid(String type, String data, String inMessage) {
        Map<String, byte[]> headers = Map.of("ce_type", bytes(type));
        assertThatThrownBy(() -> read(Topic.TRAINING_REQUESTS, "pets", headers, bytes(data)))
                .isInstanceOf(InvalidEventException.class).hasMessageContaining(inMessage);
    }

    private static Map<String, byte[]> headers(Event event) {
        Map<String, byte[]> headers = new HashMap<>();
        EventCodec.headers(event, "urn:thaw:test").forEach((name, value) -> headers.put(name, bytes(value)));
        return headers;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
