package dev.thaw.platform.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thaw.servers.ChildSpec;
import dev.thaw.servers.LocalServer;
import dev.thaw.servers.Readiness;

class SupervisedTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final String TEST_CLASSES = Path
            .of(System.getProperty("thaw.root"), "local-platform", "target", "test-classes")
            .toString();

    @TempDir
    Path directory;
    private final List<String> told = new CopyOnWriteArrayList<>();
    private Supervised supervised;

    /** A child that is ready at once and stays until it is stopped. */
    public static final class Steady {
        public static void main(String[] arguments) throws InterruptedException {
            System.out.println("READY");
            Thread.sleep(Long.MAX_VALUE);
        }
    }

    /** A child that never gets anywhere. */
    public static final class Broken {
        public static void main(String[] arguments) {
            System.out.println("the disk is full");
            System.exit(3);
        }
    }

    @AfterEach
    void stop() {
        supervised.stop();
    }

    @Test
    void aChildThatIsKilledIsStartedAgainAndSaidSo() throws Exception {
        start(Steady.class);
        supervised.firstReady().get(LONG.toSeconds(), TimeUnit.SECONDS);
        long pid = supervised.state().pid();

        ProcessHandle.of(pid).orElseThrow().destroyForcibly();

        await().atMost(LONG).until(() -> told.contains("child is back"));
        assertThat(told.get(1)).contains("ended with status 137");
        assertThat(supervised.state().pid()).isNotZero().isNotEqualTo(pid);
        assertThat(supervised.state().restarts()).isEqualTo(1);
    }

    @Test
    void aChildThatIsStoppedStaysStopped() throws Exception {
        start(Steady.class);
        supervised.firstReady().get(LONG.toSeconds(), TimeUnit.SECONDS);
        ProcessHandle child = ProcessHandle.of(supervised.state().pid()).orElseThrow();

        supervised.stop();

        assertThat(child.isAlive()).isFalse();
        assertThat(supervised.state().pid()).isZero();
        assertThat(told).containsExactly("child is ready");
    }

    @Test
    void aFirstStartThatFailsIsToldWithTheEndOfTheLog() {
        start(Broken.class);

        assertThatThrownBy(() -> supervised.firstReady().get(LONG.toSeconds(), TimeUnit.SECONDS))
                .hasMessageContaining("ended with status 3").hasMessageContaining("the disk is full");
    }

    @Test
    void aChildThatRunsButIsNotAliveForTheStatedTimeIsEndedAndStartedAgain() throws Exception {
        // given: one life is down for good, the next is well
        Set<Long> down = ConcurrentHashMap.newKeySet();
        start(Steady.class, new Liveness(child -> !down.contains(child.pid()), "/q/health/live", Duration.ofMillis(50),
                Duration.ofSeconds(1)));
        supervised.firstReady().get(LONG.toSeconds(), TimeUnit.SECONDS);
        long pid = supervised.state().pid();

        // when
        down.add(pid);

        // then
        await().atMost(LONG).until(() -> told.contains("child is back"));
        assertThat(told).containsExactly("child is ready",
                "child was ended because it was not alive for 1 s, as its probe /q/health/live tells", "child is back");
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(supervised.state().pid()).isNotZero().isNotEqualTo(pid);
    }

    @Test
    void aChildThatIsDownNowAndThenIsLeftAlone() throws Exception {
        // given: every second answer is that it is well
        AtomicInteger asked = new AtomicInteger();
        start(Steady.class, new Liveness(child -> asked.incrementAndGet() % 2 == 0, "/q/health/live", Duration.ofMillis(20),
                LONG));
        supervised.firstReady().get(LONG.toSeconds(), TimeUnit.SECONDS);
        long pid = supervised.state().pid();

        // when
        await().atMost(LONG).until(() -> asked.get() > 20);

        // then
        assertThat(supervised.state().pid()).isEqualTo(pid);
        assertThat(told).containsExactly("child is ready");
    }

    private void start(Class<?> main) {
        start(main, null);
    }

    private void start(Class<?> main, Liveness liveness) {
        ChildSpec spec = new ChildSpec("child", List.of("-Xmx32m"), List.of(TEST_CLASSES), main.getName(), List.of(), Map.of(),
                directory.resolve("child.log"));
        supervised = new Supervised(new LocalServer(spec, Readiness.printed("READY"), LONG), null,
                liveness, new Notes());
        supervised.start();
    }

    private final class Notes implements SupervisorListener {
        @Override
        public void ready(String process) {
            told.add(process + " is ready");
        }

        @Override
        public void died(String process, String how, Duration restartIn) {
            told.add(how);
        }

        @Override
        public void backAgain(String process) {
            told.add(process + " is back");
        }
    }
}
