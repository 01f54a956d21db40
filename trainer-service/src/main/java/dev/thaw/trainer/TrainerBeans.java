package dev.thaw.trainer;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.event.Topic;
import dev.thaw.finetuning.engine.SameDiffEngine;
import dev.thaw.service.EventPublisher;
import dev.thaw.service.EventReaders;
import dev.thaw.service.InspectedTopics;
import dev.thaw.service.Shutdown;
import dev.thaw.service.ThawConfig;
import io.micrometer.core.instrument.MeterRegistry;

/** Puts the trainer together. */
@ApplicationScoped
class TrainerBeans {

    @Produces
    @Singleton
    InspectedTopics inspected() {
        return InspectedTopics.of(Topic.TRAINING_PROGRESS, Topic.TRAINING_SIGNALS, Topic.RUNS);
    }

    @Produces
    @Singleton
    Trainer trainer(TrainerConfig config, ThawConfig thaw, Bucket bucket, EventPublisher publisher, EventReaders readers,
            Shutdown shutdown, MeterRegistry registry) {
        Clock clock = Clock.systemUTC();
        TrainerMetrics metrics = new TrainerMetrics(registry);
        RunStates states = new RunStates(publisher, clock, metrics);
        Claims claims = new Claims(bucket, holder(), clock);
        FineTuningAttempt attempts = new FineTuningAttempt(config, thaw.cacheDirectory(), thaw.featureBankMebibytes() << 20,
                bucket, new SameDiffEngine(), claims,
                publisher, readers, states, shutdown, metrics);
        return new Trainer(config, run -> RunHistory.read(run, readers), claims, new TrainingThread(attempts), states,
                shutdown::begun);
    }

    private static String holder() {
        try {
            return ProcessHandle.current().pid() + "@" + InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return ProcessHandle.current().pid() + "@unknown";
        }
    }
}
