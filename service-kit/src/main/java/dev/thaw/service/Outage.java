package dev.thaw.service;

import java.io.IOException;
import java.nio.file.NoSuchFileException;

import javax.imageio.IIOException;

import org.apache.kafka.common.errors.RetriableException;

import com.fasterxml.jackson.core.JsonProcessingException;

import dev.thaw.service.tuning.ContentMismatchException;

/** Tells a broker, an S3 server or a disk that does not serve now from work that will never work. */
public final class Outage {

    private Outage() {
    }

    /** True if trying again later may help: the work itself is not known to be at fault. */
    public static boolean is(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof NoSuchFileException || cause instanceof ContentMismatchException
                    || cause instanceof JsonProcessingException || cause instanceof IIOException) {
                // answered, but not with what the event promised
                return false;
            }
            if (cause instanceof IOException || cause instanceof RetriableException) {
                return true;
            }
        }
        return false;
    }
}
