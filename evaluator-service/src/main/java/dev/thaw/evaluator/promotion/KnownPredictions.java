package dev.thaw.evaluator.promotion;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.event.EventCodec;
import dev.thaw.finetuning.evaluation.Prediction;

/**
 * What models have said of test images: {@code models/<data set>/<version>/predictions/<run>.json}. An image is named by the hash of
 * its pixels and a model does not change, so what was said once need not be asked again.
 */
public final class KnownPredictions {
    private final Bucket bucket;

    public KnownPredictions(Bucket bucket) {
        this.bucket = bucket;
    }

    /**
     * One of the objects.
     *
     * @param labels in the order of the probabilities
     * @param predictions their labels are indexes into {@code labels}
     */
    public record Said(List<String> labels, List<Prediction> predictions) {
        public Said {
            labels = List.copyOf(labels);
            predictions = List.copyOf(predictions);
        }
    }

    /** All that the model has said, by image. */
    public Map<String, Prediction> of(String dataset, int version) throws IOException {
        Map<String, Prediction> known = new HashMap<>();
        for (String key : bucket.list(BucketLayout.predictions(dataset, version))) {
            read(key).predictions().forEach(prediction -> known.put(prediction.image(), prediction));
        }
        return known;
    }

    /** What was said for the judgement of a run; throws {@link java.nio.file.NoSuchFileException} if nothing was. */
    public Said of(String dataset, int version, String run) throws IOException {
        return read(BucketLayout.predictions(dataset, version, run));
    }

    /** Keeps what was said for the judgement of a run, unless it is there. */
    public void keep(String dataset, int version, String run, Said said) throws IOException {
        bucket.putIfAbsent(BucketLayout.predictions(dataset, version, run), EventCodec.json().writeValueAsBytes(said),
                EventCodec.CONTENT_TYPE);
    }

    private Said read(String key) throws IOException {
        return EventCodec.json().readValue(bucket.get(key), Said.class);
    }
}
