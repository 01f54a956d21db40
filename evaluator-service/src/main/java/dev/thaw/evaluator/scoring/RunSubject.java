package dev.thaw.evaluator.scoring;

import dev.thaw.contract.event.BaseModel;
import dev.thaw.contract.event.CandidateReady;
import dev.thaw.contract.event.CheckpointSaved;

/**
 * What a run trains on: all that is needed to score its checkpoints.
 *
 * @param manifest the object key of the manifest
 * @param plan as YAML
 */
record RunSubject(String run, String manifest, BaseModel base, String plan) {

    static RunSubject of(CheckpointSaved saved) {
        return new RunSubject(saved.run(), saved.manifest(), saved.base(), saved.plan());
    }

    static RunSubject of(CandidateReady candidate) {
        return new RunSubject(candidate.run(), candidate.manifest(), candidate.base(), candidate.plan());
    }
}
