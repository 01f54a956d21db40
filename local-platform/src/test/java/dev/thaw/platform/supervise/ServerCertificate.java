package dev.thaw.platform.supervise;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A key for 127.0.0.1 and its certificate, made by the JDK's own tool, in the forms that servers take. */
record ServerCertificate(Path directory) {
    /** Of the key store; it opens nothing else. */
    static final String STORE_PASSWORD = "not-a-secret";

    static ServerCertificate make(Path directory) throws IOException, InterruptedException {
        ServerCertificate made = new ServerCertificate(directory);
        String store = made.keyStore().toString();
        keytool("-genkeypair", "-alias", "server", "-keyalg", "EC", "-dname", "CN=127.0.0.1", "-ext", "SAN=IP:127.0.0.1",
                "-validity", "2", "-keystore", store, "-storetype", "PKCS12", "-storepass", STORE_PASSWORD);
        keytool("-exportcert", "-rfc", "-alias", "server", "-keystore", store, "-storepass", STORE_PASSWORD, "-file",
                made.pem().toString());
        return made;
    }

    /** Of type PKCS12. */
    Path keyStore() {
        return directory.resolve("server.p12");
    }

    /** The certificate alone, which clients trust. */
    Path pem() {
        return directory.resolve("server.pem");
    }

    /** The private key as text. */
    String keyPem() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keyStore())) {
            store.load(in, STORE_PASSWORD.toCharArray());
        }
        byte[] key = store.getKey("server", STORE_PASSWORD.toCharArray()).getEncoded();
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(key)
                + "\n-----END PRIVATE KEY-----\n";
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool failed: " + output);
        }
    }
}
