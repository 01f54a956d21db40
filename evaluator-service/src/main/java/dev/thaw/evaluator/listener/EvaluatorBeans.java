package dev.thaw.evaluator.listener;

import java.time.Clock;

import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import dev.thaw.contract.bucket.MinioBucket;
import dev.thaw.contract.event.Topic;
import dev.thaw.evaluator.arrivals.ArrivalAssessor;
import dev.thaw.evaluator.report.BucketReports;
import dev.thaw.evaluator.report.TopicStories;
import dev.thaw.evaluator.runs.TopicRecords;
import dev.thaw.evaluator.scoring.BucketScoring;
import dev.thaw.evaluator.scoring.ChampionOnArrivals;
import dev.thaw.evaluator.store.Claims;
import dev.thaw.evaluator.work.CandidateJudge;
import dev.thaw.evaluator.work.CheckpointJudge;
import dev.thaw.evaluator.work.EvaluationMeters;
import dev.thaw.evaluator.work.RequestJudge;
import dev.thaw.finetuning.engine.SameDiffEngine;
import dev.thaw.service.ComputingThread;
import dev.thaw.service.EventPublisher;
import dev.thaw.service.EventReaders;
import dev.thaw.service.InspectedTopics;
import dev.thaw.service.Persistence;
import dev.thaw.service.Shutdown;
import dev.thaw.service.ThawConfig;
import io.micrometer.core.instrument.MeterRegistry;

/** Puts the plain classes together. */
@Singleton
class EvaluatorBeans {

    @Produces
    @Singleton
    InspectedTopics inspected() {
        return InspectedTopics.of(Topic.EVALUATION_METRICS);
    }

    @Produces
    @Singleton
    EvaluationMeters meters(MeterRegistry registry) {
        return new EvaluationMeters(registry);
    }

    @Produces
    @Singleton
    Persistence persistence(EvaluatorConfig config, Shutdown shutdown) {
        return new Persistence(config.firstPause(), config.longestPause(), config.outagePatience(), shutdown::begun);
    }

    @Produces
    @Singleton
    ComputingThread thread() {
        return new ComputingThread("scoring");
    }

    void close(@Disposes ComputingThread thread) {
        thread.close();
    }

    @Produces
    @Singleton
    BucketScoring scoring(MinioBucket bucket, ThawConfig config, EvaluatorConfig evaluator) {
        return new BucketScoring(bucket, config.cacheDirectory(), config.featureBankMebibytes() << 20, evaluator.warmRuns(),
                SameDiffEngine::new);
    }

    void close(@Disposes BucketScoring scoring) {
        scoring.close();
    }

    @Produces
    @Singleton
    CheckpointJudge checkpoints(TopicRecords records, MinioBucket bucket, BucketScoring scoring, EventPublisher events,
            EvaluationMeters meters) {
        return new CheckpointJudge(records, new Claims(bucket), scoring, events, meters);
    }

    @Produces
    @Singleton
    CandidateJudge candidates(TopicRecords records, MinioBucket bucket, BucketScoring scoring, EventReaders readers,
            EventPublisher events, EvaluationMeters meters, EvaluatorConfig evaluator) {
        return new CandidateJudge(records, bucket, scoring,
                new BucketReports(bucket, scoring::material, new TopicStories(readers)),
                events, meters, Clock.systemUTC(), evaluator.codeVersion());
    }

    @Produces
    @Singleton
    ArrivalAssessor arrivals(MinioBucket bucket, ThawConfig config) {
        return new ArrivalAssessor(bucket, new ChampionOnArrivals(bucket, config.cacheDirectory(),
                config.featureBankMebibytes() << 20, SameDiffEngine::new));
    }

    @Produces
    @Singleton
    RequestJudge requests(TopicRecords records, MinioBucket bucket, EventPublisher events, EvaluationMeters meters) {
        return new RequestJudge(records, bucket, events, meters, Clock.systemUTC());
    }
}
