package dev.thaw.platform.supervise;

import java.util.List;

/** An S3 server that demands TLS and keys. */
interface SecuredStore extends AutoCloseable {

    /** @param users who get in */
    void start(ServerCertificate certificate, List<String> users) throws Exception;

    String endpoint();

    String accessKey(String user);

    String secretKey(String user);

    @Override
    void close();
}
