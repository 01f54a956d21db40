package dev.thaw.reliability;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Kills the processes of a fleet with {@code kill -9}, one after the other at moments that a seed draws, and starts each again a little
 * later, until it is ended or has killed as many as it was to. Some may be paused instead, for longer than the broker leaves them
 * their partitions.
 */
final class Killings {
    /** The session timeout, and a heartbeat that was sent just before. */
    private static final Duration PAUSE = Duration.ofSeconds(13);
    private static final int PAUSED_LONGER = 4_000;
    /** In what order, over and over: each kind in turn, which one first is drawn. */
    private final List<FleetMember> order;
    private final Random random;
    private final Duration shortest;
    private final Duration longest;
    private final int most;
    private final Set<FleetMember> pausable;
    private final Set<FleetMember> paused = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> counts = new TreeMap<>();
    private final ExecutorService starters = Executors.newCachedThreadPool();
    private final Thread thread = new Thread(this::kill, "killings");
    private volatile boolean ended;
    private int done;
    private Exception failure;

    /**
     * @param shortest pause between two kills
     * @param most how many are killed at most
     */
    Killings(List<FleetMember> members, long seed, Duration shortest, Duration longest, int most) {
        this(members, seed, shortest, longest, most, Set.of());
    }

    /** The same. @param pausable are paused every other time, and not killed */
    Killings(List<FleetMember> members, long seed, Duration shortest, Duration longest, int most, Set<FleetMember> pausable) {
        this.order = new ArrayList<>(members);
        this.random = new Random(seed);
        this.shortest = shortest;
        this.longest = longest;
        this.most = most;
        this.pausable = pausable;
    }

    void start() {
        thread.start();
    }

    /** By process, how often. */
    synchronized Map<String, Integer> counts() {
        return new TreeMap<>(counts);
    }

    synchronized int done() {
        return done;
    }

    private void kill() {
        try {
            while (!ended && done() < most) {
                Collections.shuffle(order, random);
                for (FleetMember member : order) {
                    Thread.sleep(drawn());
                    if (ended || done() >= most) {
                        return;
                    }
                    disturb(member);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            failed(e);
        }
    }

    private void disturb(FleetMember member) throws InterruptedException, IOException {
        boolean pausing = pausable.contains(member) && random.nextBoolean();
        synchronized (member) {
            if (!member.alive() || paused.contains(member)) {
                // it was its turn just before and is not back yet
                return;
            }
            if (pausing) {
                paused.add(member);
                member.pause();
            } else {
                member.kill();
            }
        }
        synchronized (this) {
            done++;
            counts.merge(member.name() + (pausing ? " paused" : ""), 1, Integer::sum);
        }
        long pause = pausing ? PAUSE.toMillis() + random.nextInt(PAUSED_LONGER) : random.nextInt(2000);
        starters.execute(() -> bringBack(member, pause));
    }

    private void bringBack(FleetMember member, long pause) {
        try {
            Thread.sleep(pause);
            synchronized (member) {
                if (paused.remove(member)) {
                    member.goOn();
                } else if (!member.alive()) {
                    member.start();
                }
            }
        } catch (IOException e) {
            failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long drawn() {
        return shortest.toMillis() + random.nextInt((int) (longest.toMillis() - shortest.toMillis()));
    }

    private synchronized void failed(Exception e) {
        failure = e;
    }

    /** Kills nobody any more, and returns when all run again. */
    void end() throws IOException, InterruptedException {
        ended = true;
        thread.interrupt();
        thread.join();
        starters.shutdown();
        // who was killed last is about to be started
        if (!starters.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new IOException("a process was not started again within a minute");
        }
        for (FleetMember member : order) {
            if (!member.alive()) {
                member.start();
            }
        }
        synchronized (this) {
            if (failure != null) {
                throw new IOException("the killings came to an end: " + failure.getMessage(), failure);
            }
        }
    }
}
