package dev.thaw.trainer;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.Manifest;
import dev.thaw.contract.event.EventCodec;
import dev.thaw.contract.event.Split;
import dev.thaw.contract.event.TrainingRequested;
import dev.thaw.finetuning.keras.KerasFileException;
import dev.thaw.finetuning.plan.FineTuningPlan;
import dev.thaw.finetuning.plan.InvalidPlanException;
import dev.thaw.finetuning.plan.PlanReader;
import dev.thaw.finetuning.plan.PlanWriter;
import dev.thaw.finetuning.training.FineTuningTask;
import dev.thaw.finetuning.training.RunNeeds;
import dev.thaw.finetuning.training.TrainingImage;
import dev.thaw.service.tuning.BaseModelCache;
import dev.thaw.service.tuning.BucketImageSource;
import dev.thaw.service.tuning.ContentMismatchException;
import dev.thaw.service.tuning.StartingModelCache;

/**
 * What a run works on, fetched and checked.
 *
 * @param images of the training and validation splits; the test split is not the trainer's business
 */
record RunInputs(FineTuningTask task, List<TrainingImage> images, BucketImageSource pixels) {

    RunInputs {
        images = List.copyOf(images);
    }

    /** The plan with every value, so that it means the same to everyone whatever their defaults are. */
    String planYaml() {
        return PlanWriter.toYaml(task.plan());
    }

    /** What the run needs at the very least. */
    RunNeeds needs() {
        long training = images.stream().filter(image -> image.split() == dev.thaw.finetuning.training.Split.TRAIN).count();
        return RunNeeds.of(task, training, images.size() - training);
    }

    /** @throws RequestFailedException if something that the request names is missing or cannot be used */
    static RunInputs fetch(TrainingRequested request, Bucket bucket, Path cache, int parallel, ProgressReporter progress)
            throws RequestFailedException, IOException, InterruptedException {
        try {
            FineTuningPlan plan = request.plan() == null ? PlanReader.defaultPlan() : PlanReader.read(request.plan());
            progress.planned(plan.stages().stream().map(stage -> stage.name()).toList());
            Manifest manifest = EventCodec.json().readValue(bucket.get(request.manifest()), Manifest.class);
            if (!request.dataset().equals(manifest.dataset())) {
                throw new IllegalArgumentException("the object " + request.manifest() + " is a manifest of the data set "
                        + manifest.dataset() + " and not of " + request.dataset());
            }
            FineTuningTask task = FineTuningTask.prepare(
                    new BaseModelCache(bucket, cache.resolve("bases")).read(request.base(), manifest.imageSize()), plan,
                    manifest.labels(), new StartingModelCache(bucket, cache.resolve("bases")).read(request.start()));
            List<TrainingImage> images = images(manifest);
            BucketImageSource pixels = new BucketImageSource(bucket, cache.resolve("images"), manifest);
            long begun = System.nanoTime();
            pixels.fetch(images.stream().map(TrainingImage::hash).toList(), parallel,
                    done -> progress.fetched(done, images.size(), done / ((System.nanoTime() - begun) / 1e9)));
            return new RunInputs(task, images, pixels);
        } catch (NoSuchFileException e) {
            throw new RequestFailedException("the bucket has no object " + e.getFile() + ", which the request needs", e);
        } catch (JsonProcessingException e) {
            throw new RequestFailedException("the object " + request.manifest() + " is not a manifest: " + e.getOriginalMessage(),
                    e);
        } catch (KerasFileException e) {
            throw new RequestFailedException("the base " + request.base().name() + " cannot be used: " + e.getMessage(), e);
        } catch (ContentMismatchException | InvalidPlanException | IllegalArgumentException e) {
            throw new RequestFailedException(e.getMessage(), e);
        }
    }

    private static List<TrainingImage> images(Manifest manifest) {
        List<TrainingImage> images = manifest.images().stream().filter(entry -> entry.split() != Split.TEST)
                .map(entry -> new TrainingImage(entry.sha256(), label(manifest, entry), split(entry.split()))).toList();
        for (dev.thaw.finetuning.training.Split needed : List.of(dev.thaw.finetuning.training.Split.TRAIN,
                dev.thaw.finetuning.training.Split.VALIDATION)) {
            if (images.stream().noneMatch(image -> image.split() == needed)) {
                throw new IllegalArgumentException("manifest " + manifest.version() + " of " + manifest.dataset()
                        + " has no image for " + needed.name().toLowerCase(java.util.Locale.ROOT) + ": add images");
            }
        }
        return images;
    }

    private static int label(Manifest manifest, Manifest.Entry entry) {
        int label = manifest.labels().indexOf(entry.label());
        if (label < 0) {
            throw new IllegalArgumentException("image " + entry.sha256() + " has the label " + entry.label()
                    + ", which manifest " + manifest.version() + " of " + manifest.dataset() + " does not list");
        }
        return label;
    }

    private static dev.thaw.finetuning.training.Split split(Split split) {
        return dev.thaw.finetuning.training.Split.valueOf(split.name());
    }
}
