package dev.thaw.reliability;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.IntSupplier;
import java.util.function.Predicate;

import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.event.EventCodec;
import dev.thaw.contract.event.RunState;
import dev.thaw.platform.connection.PlatformAddress;
import dev.thaw.platform.connection.PlatformConnection;
import dev.thaw.platform.supervise.ResidentMemory;
import dev.thaw.platform.supervise.Services;
import dev.thaw.reliability.FaultyProxy.Fault;
import dev.thaw.reliability.verify.Findings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A platform in the middle of a training loses its broker or its S3 server, in one way after the other; what its services do meanwhile. */
@Command(name = "outages.sh", mixinStandardHelpOptions = true, sortOptions = false, description = "Takes broker and S3 server away from a platform that trains, in every way, and says what its services do meanwhile.")
final class Outages implements Callable<Integer> {

    @Mixin
    private Material material;

    @Option(names = "--seconds", defaultValue = "60", description = "how long each outage lasts (default: ${DEFAULT-VALUE})")
    private int seconds;

    @Option(names = "--clock", description = "let the wall clock of the services jump instead; needs libfaketime")
    private boolean clock;

    @Option(names = "--scratch", paramLabel = "DIR", description = "fill the services' temporary directory instead, which is on a small file system mounted there")
    private Path scratch;

    @Option(names = "--work", required = true, paramLabel = "DIR", description = "for the platform's data")
    private Path work;

    private static final Duration SETTLING = Duration.ofSeconds(10);
    private static final Outage NONE = new Outage("none", () -> {
    }, () -> {
    });
    private final Map<String, String> models = new HashMap<>();

    private Outages() {
    }

    /** Something that goes wrong, and is put right again. */
    private record Outage(String name, Step begin, Step end) {
    }

    private interface Step {
        void take() throws IOException, InterruptedException;
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Outages()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (Fleet fleet = Fleet.start(Path.of(System.getProperty("thaw.root")), work)) {
            PlatformAddress direct = fleet.address();
            try (FaultyProxy proxy = new FaultyProxy(direct.s3Endpoint());
                    PlatformConnection platform = new PlatformConnection(direct)) {
                Optional<JumpingClock> jumping = clock ? JumpingClock.in(work) : Optional.empty();
                if (clock && jumping.isEmpty()) {
                    System.out.println("skipped: libfaketime is not installed (on Debian: apt-get install libfaketime)");
                    return 0;
                }
                fleet.startServices(new PlatformAddress(direct.bootstrapServers(), proxy.endpoint(), direct.accessKey(),
                        direct.secretKey(), direct.bucket(), direct.topicPrefix()),
                        scratch != null
                                ? new FullDisk(scratch).environment()
                                : jumping.map(JumpingClock::environment).orElse(Map.of()));
                Feed feed = new Feed(platform, "outages");
                feed.declare(material.base(), material.plan());
                feed.send(material.images());
                System.out.println(
                        "                          not ready   not live   CPU seconds and MiB more of                    ");
                System.out.println(
                        "  outage                    seconds    seconds   ingest       trainer      evaluator    run   model");
                boolean well = true;
                for (Outage outage : jumping.map(Outages::jumps)
                        .orElseGet(() -> scratch == null ? outages(fleet, proxy) : full(new FullDisk(scratch)))) {
                    well &= survives(fleet, platform, outage);
                }
                handsOver(fleet, platform);
                List<String> wrong = Round.verify(direct).wrong();
                System.out.println(
                        wrong.size() + " findings, " + models.values().stream().distinct().count() + " different models");
                wrong.forEach(sentence -> System.out.println("  " + sentence));
                return well && wrong.isEmpty() && models.values().stream().distinct().count() == 1 ? 0 : 1;
            }
        }
    }

    private static List<Outage> outages(Fleet fleet, FaultyProxy proxy) {
        FleetMember broker = fleet.member(Fleet.BROKER);
        Step well = () -> proxy.become(Fault.NONE);
        return List.of(NONE, new Outage("broker killed", broker::kill, () -> {
            broker.start();
            broker.awaitReady();
        }), new Outage("broker hangs", broker::pause, broker::goOn), new Outage("S3 away", () -> proxy.become(Fault.AWAY), well),
                new Outage("S3 answers 500", () -> proxy.become(Fault.ERROR_500), well),
                new Outage("S3 answers 503", () -> proxy.become(Fault.ERROR_503), well),
                new Outage("S3 cuts answers short", () -> proxy.become(Fault.CUT_SHORT), well),
                new Outage("S3 is slow", () -> proxy.become(Fault.SLOW), well));
    }

    private static List<Outage> full(FullDisk disk) {
        return List.of(NONE, new Outage("temporary disk full", disk::fill, disk::empty));
    }

    private static List<Outage> jumps(JumpingClock clock) {
        Step right = () -> clock.show(Duration.ZERO);
        return List.of(NONE, new Outage("clock 10 min ahead", () -> clock.show(Duration.ofMinutes(10)), right),
                new Outage("clock 10 min behind", () -> clock.show(Duration.ofMinutes(-10)), right),
                new Outage("clock 1 hour ahead", () -> clock.show(Duration.ofHours(1)), right),
                new Outage("clock 1 day behind", () -> clock.show(Duration.ofDays(-1)), right));
    }

    private boolean survives(Fleet fleet, PlatformConnection platform, Outage outage) throws IOException, InterruptedException {
        if (!clock) {
            return survives(fleet, platform, outage, () -> 0);
        }
        // a service ends when its clock is put back, and whoever started it starts it again
        try (Keeper keeper = new Keeper(Services.NAMES.stream().map(fleet::member).toList())) {
            return survives(fleet, platform, outage, keeper::started);
        }
    }

    /** @param started how many processes were started again, by whoever has to */
    private boolean survives(Fleet fleet, PlatformConnection platform, Outage outage, IntSupplier started)
            throws IOException, InterruptedException {
        Trainings trainings = new Trainings(platform, "outages");
        String run = begun(trainings, platform);
        Map<String, Usage> before = usage(fleet);
        outage.begin().take();
        int notReady = 0;
        int notLive = 0;
        for (int second = 0; second < seconds; second += 5) {
            Thread.sleep(Duration.ofSeconds(5).toMillis());
            notReady += all(fleet, Probes::ready) ? 0 : 5;
            notLive += all(fleet, Probes::live) ? 0 : 5;
        }
        Map<String, Usage> after = usage(fleet);
        outage.end().take();
        if (clock) {
            awaitBack(fleet);
        }
        RunState end = trainings.awaitEnd(run);
        Findings findings = Round.verify(fleet.address());
        String model = findings.models().getOrDefault(run, "none");
        models.put(run, model);
        System.out.printf(Locale.ROOT, "  %-23s   %9d   %8d   %s   %s   %s   %s%s%n", outage.name(), notReady, notLive,
                String.join("   ", Services.NAMES.stream().map(name -> after.get(name).since(before.get(name))).toList()),
                end.state(), model.substring(0, Math.min(12, model.length())),
                started.getAsInt() == 0 ? "" : "   " + started.getAsInt() + " processes began anew",
                findings.wrong().isEmpty() ? "" : "   " + findings.wrong().get(0));
        return (started.getAsInt() > 0
                || Services.NAMES.stream().allMatch(name -> after.get(name).pid() == before.get(name).pid()))
                && end.state() != RunState.State.FAILED;
    }

    /** A service that has to begin anew because its clock was put back notices that within a second, and ends within a few. */
    private static void awaitBack(Fleet fleet) throws IOException, InterruptedException {
        Thread.sleep(SETTLING.toMillis());
        for (String name : Services.NAMES) {
            Patience.until("waiting for " + name, () -> {
                fleet.member(name).awaitReady();
                return null;
            });
        }
    }

    /** @return a run that has its first checkpoint */
    private String begun(Trainings trainings, PlatformConnection platform) throws IOException, InterruptedException {
        String run = "outages-" + (models.size() + 1);
        trainings.ask(run);
        return Patience.until("waiting for a checkpoint", () -> {
            if (platform.bucket().list(BucketLayout.run(run)).isEmpty()) {
                throw new IOException("there is none yet");
            }
            return run;
        });
    }

    private void handsOver(Fleet fleet, PlatformConnection platform) throws IOException, InterruptedException {
        Trainings trainings = new Trainings(platform, "outages");
        String run = begun(trainings, platform);
        FleetMember trainer = fleet.member("trainer");
        Duration took = trainer.terminate(Duration.ofMinutes(2));
        trainer.start();
        RunState end = trainings.awaitEnd(run);
        String from = EventCodec.json().readTree(platform.bucket().get(BucketLayout.claim(run, 2))).path("from").asText();
        models.put(run, Round.verify(fleet.address()).models().getOrDefault(run, "none"));
        System.out.printf(Locale.ROOT, "SIGTERM: the trainer ended after %.1f s, the next one went on from %s; %s, model %.12s%n",
                took.toMillis() / 1e3, from, end.state(), models.get(run));
    }

    private static boolean all(Fleet fleet, Predicate<Probes> probe) {
        return Services.NAMES.stream().allMatch(name -> probe.test(new Probes(fleet.url(name))));
    }

    private static Map<String, Usage> usage(Fleet fleet) {
        Map<String, Usage> usage = new HashMap<>();
        Services.NAMES.forEach(name -> usage.put(name, Usage.of(fleet.member(name).pid())));
        return usage;
    }

    /** What a process has used so far. @param mebibytes resident */
    private record Usage(long pid, Duration processor, long mebibytes) {

        static Usage of(long pid) {
            Duration processor = ProcessHandle.of(pid).flatMap(process -> process.info().totalCpuDuration())
                    .orElse(Duration.ZERO);
            return new Usage(pid, processor, ResidentMemory.of(pid));
        }

        String since(Usage before) {
            if (pid != before.pid) {
                return "began anew";
            }
            return String.format(Locale.ROOT, "%4.1f %+5d", (processor.toMillis() - before.processor.toMillis()) / 1e3,
                    mebibytes - before.mebibytes);
        }
    }
}
