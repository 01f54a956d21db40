package dev.thaw.servers.child;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Properties;

import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;

/**
 * Runs one Kafka broker: arguments are the data directory, the clients' port and the controller's port; a fourth may name a
 * properties file, whose settings go before the usual ones.
 */
public final class BrokerMain {
    /** The line printed when clients can connect. */
    public static final String READY = "READY";
    private static final long LOCK_WAIT_MILLIS = 20_000;

    private BrokerMain() {
    }

    public static void main(String[] arguments) {
        try {
            Path data = Path.of(arguments[0]);
            Properties settings = BrokerSettings.of(data, Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
            if (arguments.length > 3) {
                try (InputStream own = Files.newInputStream(Path.of(arguments[3]))) {
                    settings.load(own);
                }
            }
            run(data, settings);
        } catch (Throwable e) {
            e.printStackTrace();
            // a broker that failed to start leaves threads behind that would keep the process alive
            Runtime.getRuntime().halt(1);
        }
    }

    private static void run(Path data, Properties settings) throws Exception {
        Files.createDirectories(data);
        FileLock lock = lock(data);
        if (!Files.exists(data.resolve("meta.properties"))) {
            format(data);
        }
        KafkaRaftServer broker = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(broker, lock), "stop-broker"));
        broker.startup();
        System.out.println(READY);
        broker.awaitShutdown();
    }

    private static void stop(KafkaRaftServer broker, FileLock lock) {
        broker.shutdown();
        try {
            lock.acquiredBy().close();
        } catch (IOException e) {
            System.out.println("the lock could not be given back, the end of the process does it: " + e.getMessage());
        }
    }

    private static void format(Path data) throws Exception {
        new Formatter()
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(BrokerSettings.NODE)
                .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
                .setMetadataLogDirectory(data.toString())
                .addDirectory(data.toString())
                .setReleaseVersion(MetadataVersion.latestProduction())
                .run();
    }

    /**
     * Two brokers on one directory corrupt its metadata log: Kafka's own lock is taken too late. A broker whose parent was
     * killed may still be on its way out, so wait a little.
     */
    private static FileLock lock(Path data) throws IOException, InterruptedException {
        FileChannel channel = FileChannel.open(data.resolveSibling(data.getFileName() + ".lock"),
                StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        long deadline = System.nanoTime() + LOCK_WAIT_MILLIS * 1_000_000;
        FileLock lock = channel.tryLock();
        while (lock == null) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(data + " is in use by another broker");
            }
            Thread.sleep(100);
            lock = channel.tryLock();
        }
        return lock;
    }
}
