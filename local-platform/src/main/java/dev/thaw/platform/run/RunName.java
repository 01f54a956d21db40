package dev.thaw.platform.run;

import java.security.SecureRandom;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Names of runs: the data set, when (UTC), and four characters that tell runs of the same second apart. */
public final class RunName {
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");
    private static final String CHARACTERS = "abcdefghijkmnpqrstuvwxyz23456789";
    private static final int LONGEST_DATASET = 70;
    private static final SecureRandom RANDOM = new SecureRandom();

    private RunName() {
    }

    public static String fresh(String dataset) {
        StringBuilder end = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            end.append(CHARACTERS.charAt(RANDOM.nextInt(CHARACTERS.length())));
        }
        return dataset.substring(0, Math.min(dataset.length(), LONGEST_DATASET)) + "-"
                + LocalDateTime.now(ZoneOffset.UTC).format(WHEN) + "-" + end;
    }
}
