package dev.thaw.reliability.verify;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/** Every manifest lists images that were ingested, with their labels, each once; their objects are there and hash right. */
record ManifestCheck(TopicLog log, BucketView bucket, Findings findings) {

    void run() throws IOException {
        Map<String, String> labels = new HashMap<>();
        for (TopicRecord ingested : log.of("image-ingested")) {
            labels.put(ingested.text("dataset") + "/" + ingested.text("image"), ingested.text("label"));
        }
        for (String key : bucket.below("manifests/")) {
            if (key.matches("manifests/[^/]+/[0-9]+\\.json")) {
                check(key, labels);
            }
        }
    }

    private void check(String key, Map<String, String> labels) throws IOException {
        JsonNode manifest = bucket.json(key);
        findings.looked("manifests", 1);
        Set<String> seen = new HashSet<>();
        for (JsonNode image : manifest.path("images")) {
            String sha256 = image.path("sha256").asText();
            String object = image.path("object").asText();
            findings.looked("images in manifests", 1);
            if (!seen.add(sha256)) {
                findings.wrong("the manifest " + key + " lists the image " + sha256 + " twice");
            }
            if (!bucket.has(object)) {
                findings.wrong("the manifest " + key + " lists " + object + ", which is not in the bucket");
            } else if (!bucket.sha256(object).equals(sha256)) {
                findings.wrong("the manifest " + key + " lists " + object + " with another SHA-256 than it has");
            }
            String label = labels.get(manifest.path("dataset").asText() + "/" + sha256);
            if (!image.path("label").asText().equals(label)) {
                findings.wrong("the manifest " + key + " lists the image " + sha256 + " as " + image.path("label").asText()
                        + ", but " + (label == null ? "nobody ingested it" : "it was ingested as " + label));
            }
        }
    }
}
