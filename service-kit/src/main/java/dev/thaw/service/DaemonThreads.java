package dev.thaw.service;

import java.util.concurrent.ThreadFactory;

/** Threads of one name that do not keep a service from ending. */
public record DaemonThreads(String name) implements ThreadFactory {

    @Override
    public Thread newThread(Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
