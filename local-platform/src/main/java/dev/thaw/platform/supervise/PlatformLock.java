package dev.thaw.platform.supervise;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** At most one platform runs on a work directory; the system gives the lock back when its process ends, in whatever way. */
final class PlatformLock implements AutoCloseable {
    private final FileLock lock;

    private PlatformLock(FileLock lock) {
        this.lock = lock;
    }

    /** @return empty if another platform holds it */
    static Optional<PlatformLock> take(WorkDirectory work) throws IOException {
        Files.createDirectories(work.path());
        FileChannel channel = FileChannel.open(work.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return Optional.of(new PlatformLock(lock));
            }
        } catch (OverlappingFileLockException e) {
            // held by this very process
            channel.close();
            return Optional.empty();
        }
        channel.close();
        return Optional.empty();
    }

    static boolean held(WorkDirectory work) throws IOException {
        if (!Files.exists(work.lock())) {
            return false;
        }
        Optional<PlatformLock> lock = take(work);
        if (lock.isPresent()) {
            lock.get().close();
        }
        return lock.isEmpty();
    }

    @Override
    public void close() throws IOException {
        lock.acquiredBy().close();
    }
}
