package dev.thaw.dataset;

import java.io.IOException;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.bucket.DatasetDefinition;
import dev.thaw.contract.bucket.DatasetDefinition.Resize;
import dev.thaw.contract.bucket.Manifest.ImageSize;
import dev.thaw.contract.bucket.SplitPolicy;
import dev.thaw.contract.bucket.TrainingPolicy;
import dev.thaw.contract.bucket.TriggerPolicy;
import dev.thaw.contract.bucket.UnknownLabel;
import dev.thaw.contract.event.BaseModel;
import dev.thaw.contract.event.EventCodec;
import dev.thaw.yaml.Reading;
import dev.thaw.yaml.Section;

/**
 * A definition as it stands in the bucket, which anybody may have written. Fields that are not known are left to newer readers.
 * Whether a plan is one is found out by who trains; here it only has to be a text.
 */
public final class DefinitionObject {
    /** Bytes of a definition at most. */
    public static final int LARGEST = 1 << 20;
    private static final int VERSIONS = 999_999_999;

    private DefinitionObject() {
    }

    /** @throws InvalidDatasetException with every mistake, each with its path */
    public static DatasetDefinition read(String dataset, int version, byte[] json) {
        String what = "the definition " + BucketLayout.datasetDefinition(dataset, version);
        Reading reading = new Reading("data set");
        Section root = new Section(parse(what, json), reading);
        root.required("resize");
        same(root, "dataset", dataset, root.text("dataset", ""));
        same(root, "version", version, root.whole("version", 0, 1, VERSIONS));
        List<String> labels = Labels.read(root, null);
        ImageSize imageSize = ImageSizes.readSides(root.section("imageSize"));
        Resize resize = root.choice("resize", Resize.SQUASH, Resize.class);
        SplitPolicy split = PolicySections.split(root.section("split"));
        TriggerPolicy trigger = PolicySections.trigger(root.section("trigger"), true);
        UnknownLabel unknownLabel = root.choice("unknownLabel", UnknownLabel.REJECT, UnknownLabel.class);
        TrainingPolicy training = PolicySections.training(root.section("training"));
        String plan = root.text("plan", null);
        BaseModel model = BaseReferences.inBucket(root.section("base"));
        if (!reading.mistakes().isEmpty()) {
            throw new InvalidDatasetException(what, reading.mistakes());
        }
        return new DatasetDefinition(dataset, version, labels, imageSize, resize, split, trigger, model, plan, unknownLabel,
                training);
    }

    private static void same(Section root, String key, Object wanted, Object found) {
        if (!wanted.equals(found)) {
            root.mistake(key, "must be " + wanted + ", as its object is named, not " + found);
        }
    }

    private static JsonNode parse(String what, byte[] json) {
        try {
            return EventCodec.json().readTree(json);
        } catch (JsonProcessingException e) {
            throw new InvalidDatasetException(what, List.of("it is not JSON: " + e.getOriginalMessage()));
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory that cannot be read", e);
        }
    }
}
