package dev.thaw.reliability.verify;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Every arrival is ingested or rejected, exactly once in effect. What counts is the first word on the topic: two ingest processes that
 * are handed the same picture in the same moment, by two arrivals, may both call it new.
 */
record ArrivalCheck(TopicLog log, Findings findings) {
    /** How often an image that was new already was called new for another arrival. */
    static final String NEW_AGAIN = "images called new again";

    void run() {
        Map<String, TopicRecord> arrived = new HashMap<>();
        log.of("image-arrived").forEach(record -> arrived.putIfAbsent(arrival(record), record));
        findings.looked("arrivals", arrived.size());
        Map<String, TopicRecord> ingested = oneAnswer("image-ingested", List.of("image", "object", "label", "split"));
        Map<String, TopicRecord> rejected = oneAnswer("image-rejected", List.of("reason", "label"));
        findings.looked("ingested", ingested.size());
        findings.looked("rejected", rejected.size());
        for (String arrival : arrived.keySet()) {
            TopicRecord in = ingested.get(arrival);
            TopicRecord out = rejected.get(arrival);
            if (in == null && out == null) {
                findings.wrong("the arrival " + arrival + " is not answered");
            } else if (in != null && out != null && !disputed(in, out)) {
                findings.wrong("the arrival " + arrival + " is both ingested and rejected");
            }
        }
        for (Map<String, TopicRecord> answers : List.of(ingested, rejected)) {
            answers.forEach((arrival, answer) -> {
                if (!arrived.containsKey(arrival)) {
                    findings.wrong(answer + " answers an arrival that never was");
                }
            });
        }
        firstWords();
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

    /** One process took it in, another one knew the picture under another label already: no run uses it, whoever was first. */
    private boolean disputed(TopicRecord in, TopicRecord out) {
        return "label-conflict".equals(out.text("reason")) && image(in).equals(image(out))
                && log.of("image-ingested").stream()
                        .anyMatch(other -> image(other).equals(image(in)) && !other.text("label").equals(in.text("label")));
    }

    /** The first who names an image says that it is new; who says otherwise of an arrival than before had another arrival to go by. */
    private void firstWords() {
        Map<String, TopicRecord> images = new HashMap<>();
        Map<String, TopicRecord> answers = new HashMap<>();
        Set<String> severalArrivals = new HashSet<>();
        Set<String> newAgain = new HashSet<>();
        for (TopicRecord answer : log.of("image-ingested")) {
            TopicRecord first = images.putIfAbsent(image(answer), answer);
            if (first == null && isDuplicate(answer)) {
                findings.wrong(
                        "the image " + image(answer) + " is called a duplicate by " + answer + ", but nobody added it before");
            } else if (first != null && !first.text("arrival").equals(answer.text("arrival"))) {
                severalArrivals.add(image(answer));
                if (!isDuplicate(answer)) {
                    newAgain.add(answer.text("arrival"));
                }
            }
        }
        for (TopicRecord answer : log.of("image-ingested")) {
            TopicRecord first = answers.putIfAbsent(answer.text("arrival"), answer);
            if (first != null && isDuplicate(first) != isDuplicate(answer) && !severalArrivals.contains(image(answer))) {
                findings.wrong(answer + " says another duplicate than " + first + ", but no other arrival has that picture");
            }
        }
        findings.looked(NEW_AGAIN, newAgain.size());
    }

    private static boolean isDuplicate(TopicRecord answer) {
        return answer.data().path("duplicate").asBoolean();
    }

    private static String image(TopicRecord answer) {
        return answer.text("dataset") + "/" + answer.text("image");
    }
}
