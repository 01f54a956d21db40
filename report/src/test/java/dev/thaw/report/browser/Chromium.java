package dev.thaw.report.browser;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Chromium without a window, led by chromedriver over HTTP (W3C WebDriver, and the DevTools protocol for what that lacks). */
final class Chromium implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern STARTED = Pattern.compile("started successfully on port (\\d+)");
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process driver;
    private final String session;

    /** @param profile an empty directory */
    Chromium(Path profile) throws IOException, InterruptedException {
        driver = new ProcessBuilder(onPath("chromedriver").orElseThrow().toString(), "--port=0").redirectErrorStream(true)
                .start();
        try {
            String address = "http://127.0.0.1:" + port();
            Map<String, Object> options = Map.of("binary", onPath("chromium").orElseThrow().toString(), "args",
                    // a sandbox of its own is not to be had in a container, and as root
                    List.of("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
                            "--user-data-dir=" + profile));
            Map<String, Object> wanted = Map.of("browserName", "chrome", "goog:chromeOptions", options, "goog:loggingPrefs",
                    Map.of("browser", "ALL", "performance", "ALL"));
            JsonNode made = post(address + "/session", Map.of("capabilities", Map.of("alwaysMatch", wanted)));
            session = address + "/session/" + made.get("sessionId").textValue();
        } catch (IOException | InterruptedException | RuntimeException e) {
            driver.destroy();
            throw e;
        }
    }

    static boolean installed() {
        return onPath("chromium").isPresent() && onPath("chromedriver").isPresent();
    }

    /** As large as a screen, in CSS pixels. @param scheme "light" or "dark" */
    void screen(int width, int height, boolean phone, String scheme) throws IOException, InterruptedException {
        command("Emulation.setDeviceMetricsOverride", Map.of("width", width, "height", height, "deviceScaleFactor", phone ? 2 : 1,
                "mobile", phone));
        command("Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    void open(Path page) throws IOException, InterruptedException {
        post(session + "/url", Map.of("url", page.toUri().toString()));
    }

    /** What a JavaScript function's body returns. */
    JsonNode ask(String body) throws IOException, InterruptedException {
        return post(session + "/execute/sync", Map.of("script", body, "args", List.of()));
    }

    /** What the browser has complained of since the last call. */
    List<String> complaints() throws IOException, InterruptedException {
        List<String> complaints = new ArrayList<>();
        post(session + "/se/log", Map.of("type", "browser")).forEach(entry -> complaints.add(entry.get("message").textValue()));
        return complaints;
    }

    /** The addresses it has asked for since the last call, but for what stands in the page itself. */
    List<String> requests() throws IOException, InterruptedException {
        List<String> addresses = new ArrayList<>();
        for (JsonNode entry : post(session + "/se/log", Map.of("type", "performance"))) {
            JsonNode message = JSON.readTree(entry.get("message").textValue()).get("message");
            String address = message.at("/params/request/url").asText("");
            if (message.get("method").textValue().equals("Network.requestWillBeSent") && !address.startsWith("data:")) {
                addresses.add(address);
            }
        }
        return addresses;
    }

    private void command(String name, Map<String, Object> parameters) throws IOException, InterruptedException {
        post(session + "/goog/cdp/execute", Map.of("cmd", name, "params", parameters));
    }

    private JsonNode post(String address, Object body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address)).timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))).build();
        HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        JsonNode value = JSON.readTree(response.body()).get("value");
        if (response.statusCode() != 200) {
            throw new IOException("chromedriver says: " + value);
        }
        return value;
    }

    private int port() throws IOException {
        BufferedReader output = new BufferedReader(new InputStreamReader(driver.getInputStream(), StandardCharsets.UTF_8));
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher started = STARTED.matcher(line);
            if (started.find()) {
                return Integer.parseInt(started.group(1));
            }
        }
        throw new IOException("chromedriver ended before it was ready");
    }

    private static Optional<Path> onPath(String program) {
        return Pattern.compile(":").splitAsStream(System.getenv("PATH")).map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable).findFirst();
    }

    @Override
    public void close() throws IOException {
        try {
            http.send(HttpRequest.newBuilder(URI.create(session)).timeout(PATIENCE).DELETE().build(),
                    HttpResponse.BodyHandlers.discarding());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            driver.destroy();
        }
    }
}
