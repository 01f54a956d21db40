package dev.thaw.servers.child;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Runs another main class in a process that ends with its parent: the first argument is the class, the rest are its own.
 * The end of standard input means that the parent is gone, even if it was killed.
 */
public final class Guarded {
    /** How long an orderly end may take once the parent is gone. */
    private static final long GRACE_MILLIS = 15_000;

    private Guarded() {
    }

    public static void main(String[] arguments) throws Throwable {
        ignoreSignal("INT");
        ignoreSignal("HUP");
        Thread watch = new Thread(Guarded::endWithParent, "parent-watch");
        watch.setDaemon(true);
        watch.start();
        try {
            Class.forName(arguments[0]).getMethod("main", String[].class)
                    .invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                // nobody writes to a child; only the end matters
                continue;
            }
        } catch (IOException e) {
            System.out.println("standard input failed, taken as the end of the parent: " + e.getMessage());
        }
        Thread last = new Thread(() -> {
            try {
                Thread.sleep(GRACE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            Runtime.getRuntime().halt(1);
        }, "last-resort");
        last.setDaemon(true);
        last.start();
        System.exit(0);
    }

    /**
     * Makes this process deaf to a signal. Java has no public way to do so; where the JVM has none at all, the signal keeps
     * its usual effect.
     */
    public static void ignoreSignal(String name) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            signal.getMethod("handle", signal, handler).invoke(null,
                    signal.getConstructor(String.class).newInstance(name), handler.getField("SIG_IGN").get(null));
        } catch (ReflectiveOperationException e) {
            System.err.println("the signal " + name + " cannot be ignored on this JVM: " + e);
        }
    }
}
