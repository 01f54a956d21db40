package dev.thaw.platform.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;

import dev.thaw.dataset.InvalidDatasetException;
import dev.thaw.finetuning.export.ModelFileException;
import dev.thaw.finetuning.keras.KerasFileException;
import dev.thaw.finetuning.plan.InvalidPlanException;
import dev.thaw.platform.connection.CommandException;

/** What a person reads when a command ends by an exception: what was wrong, where, and what to do. */
final class Failure {

    private Failure() {
    }

    static String sentence(Exception e) {
        if (e instanceof UncheckedIOException unchecked) {
            return sentence(unchecked.getCause());
        }
        if (e instanceof FileSystemException file) {
            return file(file);
        }
        if (e instanceof KafkaException kafka) {
            return kafka(kafka);
        }
        boolean forPeople = e instanceof CommandException || e instanceof IOException || e instanceof IllegalArgumentException
                || e instanceof InvalidDatasetException || e instanceof InvalidPlanException || e instanceof KerasFileException
                || e instanceof ModelFileException;
        return forPeople && e.getMessage() != null
                ? e.getMessage()
                : "thaw failed unexpectedly: " + e + "; run it again with THAW_DEBUG=1 to see where";
    }

    /** Java's own message is often the path and nothing else. */
    private static String file(FileSystemException e) {
        String name = e.getFile();
        if (e instanceof NoSuchFileException) {
            return "there is no " + name;
        }
        if (e instanceof AccessDeniedException) {
            return name + " may not be read or written by this user; change its rights or take another";
        }
        if (e instanceof NotDirectoryException || e instanceof FileAlreadyExistsException) {
            return name + " is a file where a directory is needed; take another name";
        }
        return name + " cannot be used: " + (e.getReason() == null ? e.getClass().getSimpleName() : e.getReason());
    }

    private static String kafka(KafkaException e) {
        String why = e.getCause() == null || e.getCause().getMessage() == null
                ? e.getMessage()
                : e.getMessage() + ": " + e.getCause().getMessage();
        if (e instanceof AuthenticationException) {
            return "Kafka does not let this user in (" + why + "); see whether the properties of --kafka-config are right";
        }
        if (e instanceof AuthorizationException) {
            return "Kafka does not let this user do that (" + why + "); docs/security.md lists the rights that are needed";
        }
        if (e instanceof TimeoutException) {
            return "Kafka did not answer in time (" + why
                    + "); see whether the broker runs, its address is right and --kafka-config says how one gets in";
        }
        return "Kafka cannot be used: " + why;
    }
}
