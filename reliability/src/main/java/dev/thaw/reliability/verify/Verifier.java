package dev.thaw.reliability.verify;

import java.io.IOException;

/** Reads a platform's topics and bucket, when nobody works on it any more, and says what is wrong. */
public final class Verifier {

    private Verifier() {
    }

    /** @param bucket its name */
    public static Findings verify(String bootstrapServers, String s3Endpoint, String accessKey, String secretKey, String bucket)
            throws IOException {
        Findings findings = new Findings();
        TopicLog log = TopicLog.read(bootstrapServers);
        BucketView view = new BucketView(s3Endpoint, accessKey, secretKey, bucket);
        findings.looked("events", log.all().size());
        log.deadLetters().forEach(letter -> findings.wrong("something was put aside: " + letter));
        new ArrivalCheck(log, findings).run();
        new ImageCheck(log, view, findings).run();
        new ManifestCheck(log, view, findings).run();
        new ReferenceCheck(log, view, findings).run();
        new RunCheck(log, view, findings).run();
        new ChampionCheck(log, view, findings).run();
        return findings;
    }

    /** Arguments: bootstrap servers, the S3 server's address, access key, secret key, bucket. Exit status 0 if all is well. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 5) {
            System.err.println("usage: Verifier BOOTSTRAP_SERVERS S3_ENDPOINT ACCESS_KEY SECRET_KEY BUCKET");
            System.exit(2);
        }
        Findings findings = verify(arguments[0], arguments[1], arguments[2], arguments[3], arguments[4]);
        System.out.println(findings.counts());
        findings.models().forEach((run, model) -> System.out.println(run + " " + model));
        findings.wrong().forEach(System.out::println);
        System.exit(findings.wrong().isEmpty() ? 0 : 1);
    }
}
