package dev.thaw.contract.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

class AsyncApiTest {
    private JsonNode document;

    @BeforeEach
    void read() throws IOException {
        try (InputStream in = AsyncApiTest.class.getResourceAsStream("/asyncapi.yaml")) {
            document = new YAMLMapper().readTree(in);
        }
    }

    @Test
    void everyTopicAndItsDeadLettersAreChannels() {
        // given
        Set<String> topics = new TreeSet<>();
        for (Topic topic : Topic.values()) {
            topics.add(topic.topicName());
            topics.add(topic.deadLetterName());
        }

        // when
        Set<String> addresses = new TreeSet<>();
        document.get("channels").forEach(channel -> addresses.add(channel.get("address").asText()));

        // then
        assertThat(addresses).isEqualTo(topics);
    }

    @Test
    void aChannelCarriesTheEventsOfItsTopic() {
        for (JsonNode channel : document.get("channels")) {
            for (Topic topic : Topic.values()) {
                // what the S3 server writes is its own
                if (topic != Topic.BUCKET_NOTIFICATIONS && topic.topicName().equals(channel.get("address").asText())) {
                    Set<String> names = new HashSet<>();
                    channel.get("messages").forEach(message -> names.add(resolve(message).get("name").asText()));
                    assertThat(names).containsExactlyInAnyOrderElementsOf(
                            topic.events().stream().map(EventCodec::typeOf).toList());
                    assertThat(channel.at("/bindings/kafka/topicConfiguration/cleanup.policy/0").asText())
                            .isEqualTo(topic.compacted() ? "compact" : "delete");
                }
            }
        }
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        List<JsonNode> references = document.findValues("$ref");

        assertThat(references).hasSizeGreaterThan(50).allSatisfy(reference -> {
            String target = reference.asText();
            if (target.startsWith("#")) {
                assertThat(document.at(target.substring(1)).isMissingNode()).as(target).isFalse();
            } else {
                assertThat(AsyncApiTest.class.getResource("/" + target)).as(target).isNotNull();
            }
        });
    }

    @Test
    void somebodyWritesEveryTopic() {
        Set<String> sent = new TreeSet<>();
        document.get("operations").forEach(operation -> {
            assertThat(operation.get("action").asText()).isIn("send", "receive");
            if (operation.get("action").asText().equals("send")) {
                sent.add(operation.at("/channel/$ref").asText());
            }
        });

        assertThat(sent).hasSize(Topic.values().length);
    }

    private JsonNode resolve(JsonNode reference) {
        return document.at(reference.get("$ref").asText().substring(1));
    }
}
