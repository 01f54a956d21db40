package dev.thaw.reliability.verify;

import java.io.IOException;

/** What was ingested has the bytes that its answer names. */
record ImageCheck(TopicLog log, BucketView bucket, Findings findings) {

    void run() throws IOException {
        for (TopicRecord answer : log.of("image-ingested")) {
            String object = answer.text("object");
            // whether it is there at all is looked at with all other references
            if (bucket.has(object) && !bucket.sha256(object).equals(answer.text("image"))) {
                findings.wrong("the object " + object + " has not the SHA-256 that " + answer + " names");
            }
        }
    }
}
