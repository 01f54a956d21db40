package dev.thaw.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.thaw.servers.child.BrokerMain;

/**
 * A real Kafka broker (KRaft, broker and controller in one) in a child process.
 *
 * @param data its log directory
 * @param log the file its messages go to
 */
public record KafkaServer(Path data, Path log, int port, int controllerPort) {

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    public LocalServer server() throws IOException {
        ChildSpec spec = new ChildSpec("kafka",
                // the quick compiler alone: a third less processor time to start, and a small broker never needs more
                List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", ServerLogging.OPTION),
                List.of(ServersHome.libraries()), BrokerMain.class.getName(),
                List.of(data.toAbsolutePath().toString(), Integer.toString(port), Integer.toString(controllerPort)),
                Map.of(), log);
        return new LocalServer(spec, Readiness.printed(BrokerMain.READY), Duration.ofSeconds(180));
    }
}
