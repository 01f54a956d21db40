package dev.thaw.evaluator.scoring;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.Champion;
import dev.thaw.evaluator.store.ScratchDirectory;
import dev.thaw.finetuning.export.TrainedModel;

/** The files of a champion in the bucket. */
record ChampionFiles(Bucket bucket, Champion champion) {
    private static final List<String> NEEDED = List.of(TrainedModel.MODEL, TrainedModel.LABELS);

    /** Its network and weights, by way of the disk. */
    TrainedModel read() throws IOException {
        long bytes = Math.max(0, bucket.size(champion.model() + TrainedModel.MODEL));
        try (ScratchDirectory scratch = ScratchDirectory.withRoomFor(bytes, "the model " + champion.model())) {
            for (String file : NEEDED) {
                try (InputStream in = bucket.open(champion.model() + file)) {
                    Files.copy(in, scratch.path().resolve(file));
                }
            }
            return TrainedModel.read(scratch.path().resolve(TrainedModel.MODEL));
        }
    }
}
