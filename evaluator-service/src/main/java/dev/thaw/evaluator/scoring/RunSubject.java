package dev.thaw.evaluator.scoring;

import dev.thaw.contract.event.BaseModel;
import dev.thaw.contract.event.CandidateReady;
import dev.thaw.contract.event.CheckpointSaved;
import dev.thaw.contract.event.WarmStart;

/**
 * What a run trains on: all that is needed to score its checkpoints.
 *
 * @param manifest the object key of the manifest
 * @param plan as YAML
 * @param start the model whose weights the run starts from; null: the base
 */
record RunSubject(String run, String manifest, BaseModel base, String plan, WarmStart start) {

    static RunSubject of(CheckpointSaved saved) {
        return new RunSubject(saved.run(), saved.manifest(), saved.base(), saved.plan(), saved.start());
    }

    static RunSubject of(CandidateReady candidate) {
        return new RunSubject(candidate.run(), candidate.manifest(), candidate.base(), candidate.plan(), candidate.start());
    }
}
