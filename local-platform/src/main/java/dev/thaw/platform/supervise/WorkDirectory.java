package dev.thaw.platform.supervise;

import java.nio.file.Path;

/** Where a platform on this machine keeps everything it has. */
public record WorkDirectory(Path path) {

    public WorkDirectory {
        path = path.toAbsolutePath().normalize();
    }

    /** The directory of the broker's and the S3 server's data. */
    public Path servers() {
        return path.resolve("servers");
    }

    public Path logs() {
        return path.resolve("logs");
    }

    public Path log(String process) {
        return logs().resolve(process + ".log");
    }

    /** Copies of what is in the bucket; may be emptied. */
    public Path cache(String service) {
        return path.resolve("cache").resolve(service);
    }

    public Path ports() {
        return path.resolve("ports.properties");
    }

    /** What the running supervisor says about itself. */
    public Path state() {
        return path.resolve("platform.json");
    }

    /** Held by the running supervisor. */
    public Path lock() {
        return path.resolve("platform.lock");
    }
}
