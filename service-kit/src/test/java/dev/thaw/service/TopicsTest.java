package dev.thaw.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

import dev.thaw.contract.event.Topic;
import io.smallrye.config.SmallRyeConfigBuilder;

class TopicsTest {
    private final ThawConfig config = new SmallRyeConfigBuilder().withMapping(ThawConfig.class).build()
            .getConfigMapping(ThawConfig.class);
    private final List<NewTopic> wanted = new Topics(Map.of(), "mine.", config.topics()).wanted();

    @Test
    void whatWasSaidNeverGoesByItsAge() {
        for (Topic topic : Topic.values()) {
            assertThat(configs(topic.topicName())).as(topic.topicName()).containsEntry("retention.ms", "-1");
            assertThat(configs(topic.topicName()).get("cleanup.policy")).as(topic.topicName())
                    .isEqualTo(topic.compacted() ? "compact" : null);
        }
    }

    @Test
    void allRecordsAreDatedByOneClockWhichIsTheBrokers() {
        assertThat(wanted).hasSize(2 * Topic.values().length)
                .allSatisfy(topic -> assertThat(topic.configs()).containsEntry("message.timestamp.type", "LogAppendTime"));
        assertThat(wanted).extracting(NewTopic::name)
                .containsAll(Arrays.stream(Topic.values()).map(topic -> "mine." + topic.deadLetterName()).toList());
    }

    private Map<String, String> configs(String name) {
        return wanted.stream().filter(topic -> topic.name().equals("mine." + name)).findFirst().orElseThrow().configs();
    }
}
