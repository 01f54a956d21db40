package dev.thaw.servers;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where this module was built: its own classes and, beside them, the jars of the servers. */
final class ServersHome {

    private ServersHome() {
    }

    /** The class path entry that holds this module's classes, a directory or a jar. */
    static String classes() throws IOException {
        Path built = target().resolve("classes");
        return (Files.isDirectory(built) ? built : codeSource()).toString();
    }

    /** The class path entry of the servers' jars. */
    static String libraries() throws IOException {
        Path libraries = target().resolve("servers").resolve("lib");
        if (!Files.isDirectory(libraries)) {
            throw new IOException("the servers' jars are missing at " + libraries + "; build the project with mvn package");
        }
        return libraries.resolve("*").toString();
    }

    private static Path target() throws IOException {
        // class loaders of frameworks may hide where a class came from; the root of the build is surer
        String root = System.getProperty("thaw.root");
        return root != null ? Path.of(root, "local-servers", "target") : codeSource().getParent();
    }

    private static Path codeSource() throws IOException {
        try {
            return Path.of(ServersHome.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IOException("the class path holds no file path for " + ServersHome.class, e);
        }
    }
}
