package dev.thaw.contract.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;

class SchemaTest {

    static Stream<Class<?>> events() {
        return Arrays.stream(Event.class.getPermittedSubclasses());
    }

    @Test
    void everyEventHasAnExample() {
        assertThat(Examples.all().stream().<Class<?>>map(Object::getClass).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(events().toList());
    }

    @ParameterizedTest
    @MethodSource("dev.thaw.contract.event.Examples#all")
    void anEventIsValidByItsSchema(Event event) throws IOException {
        assertThat(schema(event.getClass()).validate(EventCodec.json().readTree(EventCodec.data(event)))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.thaw.contract.event.Examples#all")
    void anEventWithoutANeededFieldIsNot(Event event) throws IOException {
        for (JsonNode needed : schemaDocument(event.getClass()).get("required")) {
            // given
            ObjectNode data = (ObjectNode) EventCodec.json().readTree(EventCodec.data(event));

            // when
            data.remove(needed.asText());

            // then
            assertThat(schema(event.getClass()).validate(data)).as("without %s", needed).isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("events")
    void aSchemaNamesTheFieldsOfItsEventAndNoOthers(Class<? extends Event> event) throws IOException {
        Set<String> fields = Arrays.stream(event.getRecordComponents()).map(RecordComponent::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> described = new TreeSet<>();
        schemaDocument(event).get("properties").fieldNames().forEachRemaining(described::add);

        assertThat(described).isEqualTo(fields);
    }

    @Test
    void aSchemaRefusesWhatTheRecordRefuses() throws IOException {
        ObjectNode both = (ObjectNode) EventCodec.json().readTree(
                "{\"dataset\":\"pets\",\"source\":\"s\",\"name\":\"n\",\"label\":\"cat\",\"object\":\"o\",\"inline\":\"aGk=\"}");
        assertThat(schema(ImageArrived.class).validate(both)).isNotEmpty();
        both.remove("object");
        assertThat(schema(ImageArrived.class).validate(both)).isEmpty();
        both.put("dataset", "../pets");
        assertThat(schema(ImageArrived.class).validate(both)).isNotEmpty();
    }

    private static JsonSchema schema(Class<?> event) throws IOException {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schemaDocument(event));
    }

    private static JsonNode schemaDocument(Class<?> event) throws IOException {
        String name = EventCodec.typeOf(event.asSubclass(Event.class)).replace("dev.thaw.", "");
        try (InputStream in = SchemaTest.class.getResourceAsStream("/schemas/" + name + ".json")) {
            assertThat(in).as("the schema of %s", name).isNotNull();
            return EventCodec.json().readTree(in);
        }
    }
}
