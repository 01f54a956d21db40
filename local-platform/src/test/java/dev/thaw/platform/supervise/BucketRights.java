package dev.thaw.platform.supervise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What the page on security gives a principal in the bucket, prefix by prefix, as an S3 server's policy. */
record BucketRights(String principal, List<String> gets, List<String> puts, List<String> deletes) {
    private static final Pattern PREFIX = Pattern.compile("`([^`]+)`");
    private static final String HEADER = "| principal | gets | puts | deletes |";

    BucketRights {
        gets = List.copyOf(gets);
        puts = List.copyOf(puts);
        deletes = List.copyOf(deletes);
    }

    static List<BucketRights> of(Path page) throws IOException {
        List<String> lines = Files.readAllLines(page);
        return lines.stream().skip(lines.indexOf(HEADER) + 2L).takeWhile(line -> line.startsWith("|"))
                .map(line -> line.split("\\|", -1))
                .map(cells -> new BucketRights(cells[1].strip(), prefixes(cells[2]), prefixes(cells[3]), prefixes(cells[4])))
                .toList();
    }

    private static List<String> prefixes(String cell) {
        return PREFIX.matcher(cell).results().map((MatchResult result) -> result.group(1)).toList();
    }

    /** In the language of AWS, which MinIO and others speak. */
    String policy(String bucket) {
        String arn = "arn:aws:s3:::" + bucket;
        List<String> statements = new ArrayList<>();
        // a service is told the region; the commands ask for it
        statements.add(statement(Services.NAMES.contains(principal)
                ? List.of("s3:ListBucket")
                : List.of("s3:ListBucket", "s3:GetBucketLocation"), List.of(arn)));
        add(statements, arn, List.of("s3:GetObject"), gets);
        add(statements, arn, List.of("s3:PutObject", "s3:AbortMultipartUpload"), puts);
        add(statements, arn, List.of("s3:DeleteObject"), deletes);
        return "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n" + String.join(",\n", statements) + "\n  ]\n}\n";
    }

    private static void add(List<String> statements, String arn, List<String> actions, List<String> prefixes) {
        if (!prefixes.isEmpty()) {
            statements.add(statement(actions, prefixes.stream()
                    .map(prefix -> arn + "/" + prefix + (prefix.endsWith("/") ? "*" : "")).toList()));
        }
    }

    private static String statement(List<String> actions, List<String> resources) {
        return "    {\n      \"Effect\": \"Allow\",\n      \"Action\": " + list(actions) + ",\n      \"Resource\": "
                + list(resources) + "\n    }";
    }

    private static String list(List<String> texts) {
        return texts.size() == 1
                ? "[\"" + texts.get(0) + "\"]"
                : "[\n        \"" + String.join("\",\n        \"", texts) + "\"\n      ]";
    }
}
