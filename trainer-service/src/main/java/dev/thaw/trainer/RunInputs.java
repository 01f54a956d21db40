package dev.thaw.trainer;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.core.JsonProcessingException;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.event.TrainingRequested;
import dev.thaw.finetuning.keras.KerasFileException;
import dev.thaw.finetuning.plan.FineTuningPlan;
import dev.thaw.finetuning.plan.InvalidPlanException;
import dev.thaw.finetuning.plan.PlanReader;
import dev.thaw.finetuning.plan.PlanWriter;
import dev.thaw.finetuning.training.FineTuningTask;
import dev.thaw.finetuning.training.PackedImages;
import dev.thaw.finetuning.training.RunNeeds;
import dev.thaw.finetuning.training.Split;
import dev.thaw.finetuning.training.TrainingImage;
import dev.thaw.service.tuning.BaseModelCache;
import dev.thaw.service.tuning.BucketImageSource;
import dev.thaw.service.tuning.ContentMismatchException;
import dev.thaw.service.tuning.PackedManifest;
import dev.thaw.service.tuning.StartingModelCache;

/**
 * What a run works on, checked.
 *
 * @param images of all splits, those to be tested on, which are not the trainer's business, among them
 */
record RunInputs(FineTuningTask task, PackedImages images, BucketImageSource pixels) {

    /** The plan with every value, so that it means the same to everyone whatever their defaults are. */
    String planYaml() {
        return PlanWriter.toYaml(task.plan());
    }

    /** What the run needs at the very least. */
    RunNeeds needs() {
        return RunNeeds.of(task, images.of(Split.TRAIN).size(), images.of(Split.VALIDATION).size());
    }

    /** Fetches the images that the run looks at. */
    void fetchPixels(int parallel, ProgressReporter progress) throws RequestFailedException, IOException, InterruptedException {
        List<TrainingImage> used = images.of(Split.TRAIN, Split.VALIDATION);
        long begun = System.nanoTime();
        try {
            pixels.fetch(used, parallel,
                    done -> progress.fetched(done, used.size(), done / ((System.nanoTime() - begun) / 1e9)));
        } catch (NoSuchFileException e) {
            throw missing(e);
        } catch (ContentMismatchException e) {
            throw new RequestFailedException(e.getMessage(), e);
        }
    }

    /** @throws RequestFailedException if something that the request names is missing or cannot be used */
    static RunInputs read(TrainingRequested request, Bucket bucket, Path cache, ProgressReporter progress)
            throws RequestFailedException, IOException {
        try {
            FineTuningPlan plan = request.plan() == null ? PlanReader.defaultPlan() : PlanReader.read(request.plan());
            progress.planned(plan.stages().stream().map(stage -> stage.name()).toList());
            PackedManifest manifest = PackedManifest.read(bucket, request.manifest());
            if (!request.dataset().equals(manifest.dataset())) {
                throw new IllegalArgumentException("the object " + request.manifest() + " is a manifest of the data set "
                        + manifest.dataset() + " and not of " + request.dataset());
            }
            FineTuningTask task = FineTuningTask.prepare(
                    new BaseModelCache(bucket, cache.resolve("bases")).read(request.base(), manifest.imageSize()), plan,
                    manifest.header().labels(), new StartingModelCache(bucket, cache.resolve("bases")).read(request.start()));
            checkSplits(manifest);
            return new RunInputs(task, manifest.images(), new BucketImageSource(bucket, cache.resolve("images"), manifest));
        } catch (NoSuchFileException e) {
            throw missing(e);
        } catch (JsonProcessingException e) {
            throw new RequestFailedException("the object " + request.manifest() + " is not a manifest: " + e.getOriginalMessage(),
                    e);
        } catch (KerasFileException e) {
            throw new RequestFailedException("the base " + request.base().name() + " cannot be used: " + e.getMessage(), e);
        } catch (ContentMismatchException | InvalidPlanException | IllegalArgumentException e) {
            throw new RequestFailedException(e.getMessage(), e);
        }
    }

    private static void checkSplits(PackedManifest manifest) {
        for (Split needed : List.of(Split.TRAIN, Split.VALIDATION)) {
            if (manifest.images().of(needed).isEmpty()) {
                throw new IllegalArgumentException("manifest " + manifest.header().version() + " of " + manifest.dataset()
                        + " has no image for " + needed.name().toLowerCase(Locale.ROOT) + ": add images");
            }
        }
    }

    private static RequestFailedException missing(NoSuchFileException e) {
        return new RequestFailedException("the bucket has no object " + e.getFile() + ", which the request needs", e);
    }
}
