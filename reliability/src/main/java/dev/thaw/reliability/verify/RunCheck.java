package dev.thaw.reliability.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;

/** Every requested run has come to its end: claims without a gap, one request, one candidate that counts, one model and one decision. */
record RunCheck(TopicLog log, BucketView bucket, Findings findings) {
    private static final List<String> ENDED = List.of("PROMOTED", "REFUSED", "FAILED", "CANCELLED");

    void run() throws IOException {
        Set<String> runs = new TreeSet<>();
        log.of("training-requested").forEach(record -> runs.add(record.text("run")));
        Map<String, List<String>> models = models();
        findings.looked("runs", runs.size());
        for (String run : runs) {
            same(run, "training-requested", List.of("manifest", "base", "plan"));
            int attempts = claims(run);
            log.ofRun("checkpoint-saved", run).filter(saved -> saved.number("attempt") > attempts)
                    .forEach(saved -> findings.wrong(saved + " is of an attempt that nobody claimed"));
            // earlier attempts may hand in theirs too late; nobody decides on those
            if (log.ofRun("candidate-ready", run).noneMatch(candidate -> candidate.number("attempt") == attempts)) {
                findings.wrong("the run " + run + " has no candidate of its last attempt, " + attempts);
            }
            List<String> own = models.getOrDefault(run, List.of());
            if (own.size() != 1) {
                findings.wrong("the run " + run + " has " + own.size() + " models " + own);
            }
            if (!same(run, "model-decided", List.of("outcome", "version", "model", "champion", "candidateAccuracy"))) {
                findings.wrong("the run " + run + " has no decision");
            }
            lastWord(run);
            for (String model : own) {
                findings.model(run, bucket.has(model + "model.keras") ? bucket.sha256(model + "model.keras") : "missing");
            }
        }
    }

    /** Said again after a crash, it must be the same. @return false if it was never said */
    private boolean same(String run, String type, List<String> fields) {
        List<TopicRecord> said = log.ofRun(type, run).filter(record -> record.data().path("request").isNull()
                || record.data().path("request").isMissingNode()).toList();
        for (TopicRecord record : said) {
            for (String field : fields) {
                if (!record.data().path(field).equals(said.get(0).data().path(field))) {
                    findings.wrong(record + " says another " + field + " than " + said.get(0));
                }
            }
        }
        findings.looked(type, said.isEmpty() ? 0 : 1);
        return !said.isEmpty();
    }

    /** The topic is compacted: one day the last state is the only one, so it must be one that ends the run. */
    private void lastWord(String run) {
        List<String> states = log.ofRun("run-state", run).map(state -> state.text("state")).toList();
        if (states.isEmpty() || !ENDED.contains(states.get(states.size() - 1))) {
            findings.wrong("the last that is said of the run " + run + " is none of " + ENDED + ": " + states);
        }
    }

    /** @return the highest attempt */
    private int claims(String run) throws IOException {
        Set<Integer> attempts = new HashSet<>();
        for (String key : bucket.below("claims/" + run + "/")) {
            String name = key.substring(key.lastIndexOf('/') + 1);
            if (name.matches("[1-9][0-9]*\\.json")) {
                attempts.add(bucket.json(key).path("attempt").asInt());
            }
        }
        int highest = attempts.stream().mapToInt(Integer::intValue).max().orElse(0);
        findings.looked("attempts", highest);
        if (attempts.size() != highest) {
            findings.wrong("the claims of the run " + run + " are " + new TreeSet<>(attempts) + ": one is missing");
        }
        return highest;
    }

    /** The prefixes of the models of each run. */
    private Map<String, List<String>> models() throws IOException {
        Map<String, List<String>> models = new TreeMap<>();
        for (String key : bucket.below("models/")) {
            if (key.endsWith("/lineage.json")) {
                JsonNode lineage = bucket.json(key);
                models.computeIfAbsent(lineage.path("run").asText(), run -> new ArrayList<>())
                        .add(key.substring(0, key.lastIndexOf('/') + 1));
            }
        }
        return models;
    }
}
