package dev.thaw.servers;

/** Warnings and errors only, on standard output. */
final class ServerLogging {
    static final String OPTION = "-Dlogback.configurationFile=dev/thaw/servers/child/logback.xml";

    private ServerLogging() {
    }
}
