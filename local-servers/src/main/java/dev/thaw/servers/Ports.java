package dev.thaw.servers;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports on loopback by name, kept in a file: a restarted server comes back where its clients look for it, unless somebody
 * else has taken the port meanwhile.
 */
public final class Ports {
    // below the range that systems take the ports of outgoing connections from
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 32_000;

    private final Path file;
    private final Properties ports = new Properties();

    private Ports(Path file) {
        this.file = file;
    }

    /** Reads the file if there is one. */
    public static Ports in(Path file) throws IOException {
        Ports ports = new Ports(file);
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                ports.ports.load(reader);
            }
        }
        return ports;
    }

    /** The named port: the one it had before if it is free, else a new one, which is kept from now on. */
    public synchronized int free(String name) throws IOException {
        int port = Integer.parseInt(ports.getProperty(name, "0"));
        while (port == 0 || !free(port)) {
            int candidate = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            port = ports.containsValue(Integer.toString(candidate)) ? 0 : candidate;
        }
        ports.setProperty(name, Integer.toString(port));
        save();
        return port;
    }

    /** The named port as it was given out. */
    public synchronized int kept(String name) {
        return Integer.parseInt(ports.getProperty(name));
    }

    private void save() throws IOException {
        Path written = file.resolveSibling(file.getFileName() + ".new");
        try (Writer writer = Files.newBufferedWriter(written)) {
            ports.store(writer, null);
        }
        Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
