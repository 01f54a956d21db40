package dev.thaw.service.tuning;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.finetuning.training.Checkpoint;
import dev.thaw.finetuning.training.CheckpointFormat;
import dev.thaw.finetuning.training.CheckpointState;
import dev.thaw.finetuning.training.CheckpointStore;
import dev.thaw.finetuning.training.InvalidCheckpointException;

/** A run's checkpoints in the bucket; a checkpoint's name is the prefix of its objects. */
public final class BucketCheckpointStore implements CheckpointStore {
    private static final Pattern PLACE = Pattern
            .compile("([0-9]{1,9})-([0-9]{1,9})(?:-([0-9]{1,9}))?/" + Pattern.quote(CheckpointFormat.STATE));
    private final Bucket bucket;
    private final String run;
    private final int attempt;

    /** @param attempt under which checkpoints are saved; those of every attempt can be loaded */
    public BucketCheckpointStore(Bucket bucket, String run, int attempt) {
        this.bucket = bucket;
        this.run = run;
        this.attempt = attempt;
    }

    @Override
    public String save(Checkpoint checkpoint) {
        CheckpointState state = checkpoint.state();
        String prefix = new Place(state.stageIndex(), state.epoch(), state.step()).prefix(run, attempt);
        try {
            for (Map.Entry<String, byte[]> file : CheckpointFormat.toFiles(checkpoint).entrySet()) {
                bucket.put(prefix + file.getKey(), file.getValue(), contentType(file.getKey()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return prefix;
    }

    /** @throws InvalidCheckpointException if it is not there, not whole or not what was written */
    @Override
    public Checkpoint load(String name) {
        Map<String, byte[]> files = new HashMap<>();
        for (String file : List.of(CheckpointFormat.STATE, CheckpointFormat.WEIGHTS, CheckpointFormat.OPTIMIZER)) {
            files.put(file, read(name, file));
        }
        return CheckpointFormat.fromFiles(files);
    }

    @Override
    public CheckpointState state(String name) {
        return CheckpointFormat.state(read(name, CheckpointFormat.STATE));
    }

    private byte[] read(String name, String file) {
        try {
            return bucket.get(name + file);
        } catch (NoSuchFileException e) {
            throw new InvalidCheckpointException("the checkpoint " + name + " has no " + file, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The name of this attempt's checkpoint that is furthest on and whole. */
    public Optional<String> newest() throws IOException {
        String prefix = BucketLayout.attempt(run, attempt);
        List<Place> places = new ArrayList<>();
        for (String key : bucket.list(prefix)) {
            Matcher place = PLACE.matcher(key.substring(prefix.length()));
            if (place.matches()) {
                places.add(new Place(Integer.parseInt(place.group(1)), Integer.parseInt(place.group(2)),
                        place.group(3) == null ? 0 : Integer.parseInt(place.group(3))));
            }
        }
        places.sort(Place.FURTHEST_FIRST);
        for (Place place : places) {
            String name = place.prefix(run, attempt);
            try {
                load(name);
                return Optional.of(name);
            } catch (InvalidCheckpointException e) {
                // an attempt that died while it wrote: the one before it counts
                continue;
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
        return Optional.empty();
    }

    private static String contentType(String file) {
        return file.endsWith(".json") ? "application/json" : "application/octet-stream";
    }

    /** @param step 0 at the end of an epoch */
    private record Place(int stageIndex, int epoch, int step) {
        static final Comparator<Place> FURTHEST_FIRST = Comparator.comparingInt(Place::stageIndex)
                .thenComparingInt(Place::epoch).thenComparingInt(Place::step).reversed();

        String prefix(String run, int attempt) {
            return step == 0
                    ? BucketLayout.checkpoint(run, attempt, stageIndex, epoch)
                    : BucketLayout.checkpoint(run, attempt, stageIndex, epoch, step);
        }
    }
}
