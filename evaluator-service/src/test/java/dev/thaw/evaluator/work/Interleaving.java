package dev.thaw.evaluator.work;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import dev.thaw.contract.bucket.Bucket;

/** Several evaluators at once, of which one goes on at a time: who that is, is drawn anew at each of their steps. */
final class Interleaving {
    private final Random random;
    private final List<Thread> alive = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private Thread turn;

    /** @param seed the same seed gives the same order */
    Interleaving(long seed) {
        this.random = new Random(seed);
    }

    /** What one of them does. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    /** The bucket as they see it: each request is a step. */
    Bucket steppingInto(Bucket bucket) {
        return (Bucket) Proxy.newProxyInstance(Bucket.class.getClassLoader(), new Class<?>[]{Bucket.class},
                (proxy, method, arguments) -> {
                    step();
                    try {
                        return method.invoke(bucket, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** Lets another go on, perhaps. */
    synchronized void step() {
        if (alive.contains(Thread.currentThread())) {
            draw();
            awaitTurn();
        }
    }

    /** Runs all to their ends. */
    void run(Work... works) throws InterruptedException {
        synchronized (this) {
            for (Work work : works) {
                alive.add(new Thread(() -> run(work)));
            }
            draw();
        }
        List<Thread> all = List.copyOf(alive);
        all.forEach(Thread::start);
        for (Thread thread : all) {
            thread.join();
        }
        if (!failures.isEmpty()) {
            throw new AssertionError("one of them failed", failures.get(0));
        }
    }

    private void run(Work work) {
        try {
            synchronized (this) {
                awaitTurn();
            }
            work.run();
        } catch (Throwable e) {
            synchronized (this) {
                failures.add(e);
            }
        } finally {
            synchronized (this) {
                alive.remove(Thread.currentThread());
                draw();
            }
        }
    }

    private void draw() {
        turn = alive.isEmpty() ? null : alive.get(random.nextInt(alive.size()));
        notifyAll();
    }

    private void awaitTurn() {
        while (turn != Thread.currentThread()) {
            try {
                wait();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
