package dev.thaw.platform.command;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import dev.thaw.contract.event.Topic;
import dev.thaw.platform.connection.CommandException;
import picocli.CommandLine.Option;

/** One topic of the contract, or all. */
final class TopicOption {

    @Option(names = "--topic", paramLabel = "TOPIC", description = "only those of this topic, such as images.arrived")
    private String name;

    boolean given() {
        return name != null;
    }

    List<Topic> topics() {
        if (name == null) {
            return List.of(Topic.values());
        }
        List<Topic> named = Arrays.stream(Topic.values()).filter(topic -> topic.topicName().equals(name)).toList();
        if (named.isEmpty()) {
            throw new CommandException("there is no topic " + name + "; there are "
                    + Arrays.stream(Topic.values()).map(Topic::topicName).collect(Collectors.joining(", ")));
        }
        return named;
    }
}
