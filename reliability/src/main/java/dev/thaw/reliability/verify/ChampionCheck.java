package dev.thaw.reliability.verify;

import java.io.IOException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;

/** Every champion pointer has its decision and every promotion its pointer; the champion is the best that was promoted. */
record ChampionCheck(TopicLog log, BucketView bucket, Findings findings) {

    void run() throws IOException {
        Set<String> datasets = new TreeSet<>();
        log.of("model-decided").forEach(decision -> datasets.add(decision.text("dataset")));
        for (String dataset : datasets) {
            check(dataset);
        }
    }

    private void check(String dataset) throws IOException {
        NavigableMap<Integer, JsonNode> pointers = new TreeMap<>();
        for (String key : bucket.below("champions/" + dataset + "/")) {
            String name = key.substring(key.lastIndexOf('/') + 1);
            if (name.matches("[1-9][0-9]*\\.json")) {
                pointers.put(Integer.parseInt(name.substring(0, name.indexOf('.'))), bucket.json(key));
            }
        }
        findings.looked("champions", pointers.size());
        if (!pointers.isEmpty() && pointers.lastKey() != pointers.size()) {
            findings.wrong("the champions of " + dataset + " are " + pointers.keySet() + ": one is missing");
        }
        Map<Integer, TopicRecord> promotions = new TreeMap<>();
        for (TopicRecord decision : log.of("model-decided")) {
            if (dataset.equals(decision.text("dataset")) && !"REFUSED".equals(decision.text("outcome"))) {
                promotions.put(decision.number("champion"), decision);
            }
        }
        pointers.forEach((number, pointer) -> {
            TopicRecord promotion = promotions.get(number);
            if (promotion == null || pointer.path("version").asInt() != promotion.number("version")) {
                findings.wrong("the champion " + number + " of " + dataset + " has no decision that made it so");
            }
        });
        promotions.forEach((number, promotion) -> {
            if (!pointers.containsKey(number)) {
                findings.wrong(promotion + " made a champion " + number + " that is not in the bucket");
            }
        });
        if (!pointers.isEmpty()) {
            best(dataset, pointers.lastEntry().getValue().path("version").asInt());
        }
    }

    /** Better in accuracy, or as good with a lower loss. */
    private void best(String dataset, int champion) throws IOException {
        JsonNode held = test(dataset, champion);
        for (TopicRecord decision : log.of("model-decided")) {
            boolean refusedForIt = "REFUSED".equals(decision.text("outcome"))
                    && "better-than-champion".equals(decision.text("gate"));
            boolean promoted = "PROMOTED".equals(decision.text("outcome"));
            if (dataset.equals(decision.text("dataset")) && (promoted || refusedForIt)) {
                JsonNode other = test(dataset, decision.number("version"));
                double lead = other.path("accuracy").asDouble() - held.path("accuracy").asDouble();
                if (lead > 1e-9
                        || Math.abs(lead) <= 1e-9 && other.path("loss").asDouble() < held.path("loss").asDouble() - 1e-9) {
                    findings.wrong("version " + champion + " is the champion of " + dataset + ", but " + decision
                            + " was about a better one, version " + decision.number("version"));
                }
            }
        }
    }

    private JsonNode test(String dataset, int version) throws IOException {
        return bucket.json("models/" + dataset + "/" + version + "/metrics.json").path("test");
    }
}
