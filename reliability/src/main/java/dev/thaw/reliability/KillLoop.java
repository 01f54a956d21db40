package dev.thaw.reliability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Platform after platform, each killed at random moments while it takes in images and trains, until there were enough kills. */
@Command(name = "kill-loop.sh", mixinStandardHelpOptions = true, sortOptions = false, description = "Kills every process of a platform with kill -9 at random moments of its work, again and again, and verifies what is left.")
final class KillLoop implements Callable<Integer> {

    @Mixin
    private Material material;

    @Option(names = "--kills", defaultValue = "100", description = "how many in all (default: ${DEFAULT-VALUE})")
    private int kills;

    @Option(names = "--runs", defaultValue = "3", description = "trainings on each platform (default: ${DEFAULT-VALUE})")
    private int runs;

    @Option(names = "--shortest", defaultValue = "3", paramLabel = "SECONDS", description = "pause between two kills (default: ${DEFAULT-VALUE})")
    private int shortest;

    @Option(names = "--longest", defaultValue = "12", paramLabel = "SECONDS", description = "pause between two kills (default: ${DEFAULT-VALUE})")
    private int longest;

    @Option(names = "--per-platform", defaultValue = "100", paramLabel = "KILLS", description = "after so many the rest of a platform's work is left alone (default: ${DEFAULT-VALUE})")
    private int perPlatform;

    @Option(names = "--pairs", description = "start two ingest and two trainer processes, and pause them as often as they are killed, for longer than the broker leaves them their partitions")
    private boolean pairs;

    @Option(names = "--minutes", defaultValue = "600", description = "begin no other platform after so many (default: ${DEFAULT-VALUE})")
    private int minutes;

    @Option(names = "--seed", defaultValue = "1", description = "of the moments (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--work", required = true, paramLabel = "DIR", description = "for the platforms' data; what is verified clean is removed")
    private Path work;

    private final Map<String, Integer> killed = new TreeMap<>();
    private final Set<String> models = new HashSet<>();
    private int trained;
    private int wrong;

    private KillLoop() {
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new KillLoop()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path root = Path.of(System.getProperty("thaw.root"));
        System.out.println(material.images().files().size() + " images of " + material);
        System.out.println("  round   runs   kills   seconds   findings   models");
        long begin = System.nanoTime();
        tell(0, Round.undisturbed(root, work.resolve("0"), material.workload("kill-loop", 1)));
        for (int round = 1; done() < kills && System.nanoTime() - begin < Duration.ofMinutes(minutes).toNanos(); round++) {
            tell(round, Round.disturbed(root, work.resolve(Integer.toString(round)),
                    material.workload("kill-loop", runs), seed + round, Duration.ofSeconds(shortest), Duration.ofSeconds(longest),
                    Math.min(perPlatform, kills - done()), pairs));
        }
        System.out.printf(Locale.ROOT, "%d kills (%s) in %d trainings: %d findings, %d different model%s%n", done(),
                killed.entrySet().stream().map(kind -> kind.getKey() + " " + kind.getValue()).collect(Collectors.joining(", ")),
                trained, wrong, models.size(), models.size() == 1 ? "" : "s");
        return wrong == 0 && models.size() == 1 ? 0 : 1;
    }

    private int done() {
        return killed.values().stream().mapToInt(Integer::intValue).sum();
    }

    private void tell(int number, Round round) throws IOException {
        round.kills().forEach((kind, count) -> killed.merge(kind, count, Integer::sum));
        models.addAll(round.findings().models().values());
        trained += round.findings().models().size();
        wrong += round.findings().wrong().size();
        System.out.printf(Locale.ROOT, "  %5d   %4d   %5d   %7.0f   %8d   %s%n", number, round.findings().models().size(),
                round.killed(), round.seconds(), round.findings().wrong().size(),
                round.findings().models().values().stream().map(hash -> hash.substring(0, 12)).distinct()
                        .collect(Collectors.joining(" ")));
        System.out.println("          " + new TreeMap<>(round.findings().counts()));
        round.findings().wrong().forEach(sentence -> System.out.println("          " + sentence));
        if (round.findings().wrong().isEmpty()) {
            remove(work.resolve(Integer.toString(number)));
        }
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
