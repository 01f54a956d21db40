package dev.thaw.reliability.verify;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every arrival is ingested or rejected, exactly once in effect, and what was ingested is there. */
record ArrivalCheck(TopicLog log, BucketView bucket, Findings findings) {

    void run() throws IOException {
        Map<String, TopicRecord> arrived = new HashMap<>();
        log.of("image-arrived").forEach(record -> arrived.putIfAbsent(arrival(record), record));
        findings.looked("arrivals", arrived.size());
        Map<String, TopicRecord> ingested = oneAnswer("image-ingested",
                List.of("image", "object", "label", "split", "duplicate"));
        Map<String, TopicRecord> rejected = oneAnswer("image-rejected", List.of("reason", "label"));
        findings.looked("ingested", ingested.size());
        findings.looked("rejected", rejected.size());
        for (Map.Entry<String, TopicRecord> arrival : arrived.entrySet()) {
            boolean in = ingested.containsKey(arrival.getKey());
            boolean out = rejected.containsKey(arrival.getKey());
            if (in == out) {
                findings.wrong("the arrival " + arrival.getKey() + " is " + (in ? "both ingested and rejected" : "not answered"));
            }
        }
        for (Map<String, TopicRecord> answers : List.of(ingested, rejected)) {
            answers.forEach((arrival, answer) -> {
                if (!arrived.containsKey(arrival)) {
                    findings.wrong(answer + " answers an arrival that never was");
                }
            });
        }
        images(ingested);
    }

    /** What answers call an arrival: the object in its label's folder, or data set, source and name. */
    private static String arrival(TopicRecord record) {
        String object = record.text("object");
        String dataset = record.text("dataset");
        String label = record.text("label");
        if (object != null && !label.contains("/") && object.startsWith("arrivals/" + dataset + "/" + label + "/")) {
            return object;
        }
        return dataset + (dataset.equals("arrivals") ? "//" : "/") + record.text("source").replace("%", "%25").replace("/", "%2F")
                + "/" + record.text("name");
    }

    /** An answer may be repeated after a crash, but then it says the same. */
    private Map<String, TopicRecord> oneAnswer(String type, List<String> fields) {
        Map<String, TopicRecord> answers = new HashMap<>();
        for (TopicRecord answer : log.of(type)) {
            TopicRecord first = answers.putIfAbsent(answer.text("arrival"), answer);
            for (String field : fields) {
                if (first != null && !first.data().path(field).equals(answer.data().path(field))) {
                    findings.wrong(answer + " says another " + field + " than " + first);
                }
            }
        }
        return answers;
    }

    private void images(Map<String, TopicRecord> ingested) throws IOException {
        Set<String> added = new HashSet<>();
        Set<String> all = new HashSet<>();
        for (TopicRecord answer : ingested.values()) {
            String image = answer.text("dataset") + "/" + answer.text("image");
            all.add(image);
            if (!answer.data().path("duplicate").asBoolean() && !added.add(image)) {
                findings.wrong("the image " + image + " was added twice, the second time by " + answer);
            }
            String object = answer.text("object");
            if (bucket.has(object) && !bucket.sha256(object).equals(answer.text("image"))) {
                findings.wrong("the object " + object + " has not the SHA-256 that " + answer + " names");
            }
        }
        for (String image : all) {
            if (!added.contains(image)) {
                findings.wrong("the image " + image + " is only ever called a duplicate");
            }
        }
    }
}
