package dev.thaw.platform.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Where a process of this machine listens, as Linux tells it under {@code /proc}. */
final class ListeningSockets {
    private static final String LISTENS = "0A";
    /** 127.0.0.1, ::1 and ::ffff:127.0.0.1, each 32 bits of them in the byte order of the machine. */
    private static final Set<String> LOOPBACK = Set.of("0100007F", "00000000000000000000000001000000",
            "0000000000000000FFFF00000100007F");

    private ListeningSockets() {
    }

    /** {@code address:port} in hexadecimal digits. */
    static List<String> of(long pid) throws IOException {
        Set<String> own = sockets(pid);
        List<String> listening = new ArrayList<>();
        for (String table : List.of("tcp", "tcp6")) {
            for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "net", table))) {
                String[] columns = line.strip().split("\\s+");
                if (columns[3].equals(LISTENS) && own.contains("socket:[" + columns[9] + "]")) {
                    listening.add(columns[1]);
                }
            }
        }
        return listening;
    }

    static boolean onLoopback(String addressAndPort) {
        return LOOPBACK.contains(addressAndPort.substring(0, addressAndPort.indexOf(':')));
    }

    private static Set<String> sockets(long pid) throws IOException {
        Set<String> targets = new HashSet<>();
        try (Stream<Path> descriptors = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            for (Path descriptor : descriptors.toList()) {
                try {
                    targets.add(Files.readSymbolicLink(descriptor).toString());
                } catch (NoSuchFileException e) {
                    // closed while this looks
                    continue;
                }
            }
        }
        return targets;
    }
}
