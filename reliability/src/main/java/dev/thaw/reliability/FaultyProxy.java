package dev.thaw.reliability;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** Stands before an S3 server and lets requests through, or not, or badly. What it does wrong can be changed at any time, for connections that are open too. */
final class FaultyProxy implements AutoCloseable {

    /** What is wrong with the server. */
    enum Fault {
        /** Nothing: every byte passes. */
        NONE,
        /** It takes no connection and drops those it has. */
        AWAY,
        /** It answers every request with status 500. */
        ERROR_500,
        /** It answers every request with status 503, as S3 does when it is asked too much. */
        ERROR_503,
        /** It sends the beginning of each answer and hangs up. */
        CUT_SHORT,
        /** It sends a few kilobytes a second. */
        SLOW
    }

    private static final int CUT_AFTER = 700;
    private static final int SLOW_CHUNK = 512;
    private final ServerSocket listener;
    private final URI server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "faulty-proxy");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicLong faulty = new AtomicLong();
    private volatile Fault fault = Fault.NONE;

    /** @param server its address, {@code http://host:port} */
    FaultyProxy(String server) throws IOException {
        this.server = URI.create(server);
        this.listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    String endpoint() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    /** From now on. Connections that are open are dropped, so that the next request meets it. */
    void become(Fault next) {
        fault = next;
        open.forEach(FaultyProxy::drop);
    }

    /** How often somebody met a fault: with a connection, and on a slow one with each piece of a request. */
    long faulty() {
        return faulty.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                // closed
                return;
            }
        }
    }

    private void serve(Socket client) {
        open.add(client);
        Fault present = fault;
        try (client) {
            if (present != Fault.NONE) {
                faulty.incrementAndGet();
            }
            switch (present) {
                case AWAY -> client.setSoLinger(true, 0);
                case ERROR_500 -> refuse(client, "500 Internal Server Error", "InternalError");
                case ERROR_503 -> refuse(client, "503 Slow Down", "SlowDown");
                case NONE, CUT_SHORT, SLOW -> pass(client, present);
            }
        } catch (IOException e) {
            // one of the two hung up: the other learns it
            return;
        } finally {
            open.remove(client);
        }
    }

    private void refuse(Socket client, String status, String code) throws IOException {
        client.getInputStream().read(new byte[65536]);
        byte[] body = ("<?xml version=\"1.0\"?><Error><Code>" + code + "</Code><Message>injected</Message></Error>")
                .getBytes(StandardCharsets.UTF_8);
        OutputStream out = client.getOutputStream();
        out.write(("HTTP/1.1 " + status + "\r\nContent-Type: application/xml\r\nContent-Length: " + body.length
                + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        out.flush();
        client.shutdownOutput();
        // what the client still sends is read away: closing on it would take the answer from it
        client.setSoTimeout(500);
        client.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    private void pass(Socket client, Fault present) throws IOException {
        try (Socket upstream = new Socket(server.getHost(), server.getPort())) {
            open.add(upstream);
            client.setTcpNoDelay(true);
            upstream.setTcpNoDelay(true);
            threads.execute(() -> copy(client, upstream, present));
            answer(upstream.getInputStream(), client.getOutputStream(), present);
            open.remove(upstream);
        }
    }

    private void copy(Socket from, Socket to, Fault present) {
        try {
            byte[] buffer = new byte[65536];
            for (int read = from.getInputStream().read(buffer); read >= 0; read = from.getInputStream().read(buffer)) {
                if (present == Fault.SLOW) {
                    // connections are kept: who asks again and again opens no new one
                    faulty.incrementAndGet();
                }
                to.getOutputStream().write(buffer, 0, read);
            }
            to.shutdownOutput();
        } catch (IOException e) {
            drop(to);
        }
    }

    private static void answer(InputStream in, OutputStream out, Fault present) throws IOException {
        byte[] buffer = new byte[present == Fault.NONE ? 65536 : SLOW_CHUNK];
        int sent = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            int passed = present == Fault.CUT_SHORT ? Math.min(read, CUT_AFTER - sent) : read;
            out.write(buffer, 0, passed);
            out.flush();
            sent += passed;
            if (present == Fault.CUT_SHORT && sent == CUT_AFTER) {
                return;
            }
            if (present == Fault.SLOW) {
                pause();
            }
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static void drop(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is gone already
            return;
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        open.forEach(FaultyProxy::drop);
        threads.shutdownNow();
    }
}
