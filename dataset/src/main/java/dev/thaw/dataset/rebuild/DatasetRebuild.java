package dev.thaw.dataset.rebuild;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.bucket.ContentHash;
import dev.thaw.contract.bucket.DatasetDefinition;
import dev.thaw.contract.event.DatasetDeclared;
import dev.thaw.contract.event.EventCodec;
import dev.thaw.contract.event.ImageArrived;
import dev.thaw.contract.event.Topic;
import dev.thaw.dataset.DefinitionObject;
import dev.thaw.image.ImageIntake;
import dev.thaw.image.PreparedImage;
import dev.thaw.image.RejectedException;

/**
 * Makes the objects of a data set again from the log: its definition, its images, its manifests, each with the bytes that it had.
 * Inline originals are in the log; the others must be in one of the buckets, where they were. Nothing that is there is changed, and
 * a rebuild that was cut off goes on where it was.
 */
public final class DatasetRebuild {
    private static final String PNG = "image/png";
    private final String dataset;
    private final EventLog log;
    private final Bucket into;
    private final OriginalSource originals;
    private final ImageIntake intake;

    /**
     * @param originals where originals, and definitions that the log does not hold, are looked for after {@code into}
     * @param into the bucket that gets the objects
     */
    public DatasetRebuild(String dataset, EventLog log, Bucket originals, Bucket into, ImageIntake intake) {
        this.dataset = dataset;
        this.log = log;
        this.into = into;
        this.originals = new OriginalSource(List.of(into, originals));
        this.intake = intake;
    }

    /** @throws RebuildException if nothing can be made: the log knows no such data set, or its definition is lost */
    public RebuildReport run() throws IOException, InterruptedException, RebuildException {
        RebuildPlan plan = new RebuildPlan(dataset);
        log.read(List.of(Topic.DATASETS, Topic.IMAGES_INGESTED, Topic.MANIFESTS), received -> plan.apply(received.event()));
        DatasetDefinition definition = definition(plan);
        Map<String, String> missing = images(plan, definition);
        List<String> sentences = new ArrayList<>(missing.values());
        int images = plan.images().size() - missing.size();
        int manifests = manifests(plan, sentences);
        return new RebuildReport(images, manifests, sentences);
    }

    private DatasetDefinition definition(RebuildPlan plan) throws IOException, RebuildException {
        DatasetDeclared declared = plan.declared().orElseThrow(() -> new RebuildException(
                "the topic datasets does not tell of a data set " + dataset + "; look for its name with another --topic-prefix"));
        byte[] content = declared.content() == null
                ? originals.object(declared.definition())
                : declared.content().getBytes(StandardCharsets.UTF_8);
        DatasetDefinition definition = DefinitionObject.read(dataset, declared.version(), content);
        if (!keep(declared.definition(), content, EventCodec.CONTENT_TYPE)) {
            throw new RebuildException("the bucket has another " + declared.definition() + "; take an empty bucket");
        }
        return definition;
    }

    /** @return by hash, why an image is missing */
    private Map<String, String> images(RebuildPlan plan, DatasetDefinition definition) throws IOException, InterruptedException {
        Set<String> wanted = new TreeSet<>(plan.images().keySet());
        Set<String> present = new HashSet<>(into.list("images/" + dataset + "/"));
        wanted.removeIf(hash -> present.contains(BucketLayout.image(dataset, hash)));
        Map<String, String> missing = new TreeMap<>();
        wanted.forEach(hash -> missing.put(hash, "the image " + hash + ": the record that it came by, "
                + plan.images().get(hash).origin() + ", is not in the log any more"));
        log.read(List.of(Topic.IMAGES_ARRIVED), received -> {
            if (received.event() instanceof ImageArrived arrival && arrival.dataset().equals(dataset)) {
                String hash = plan.picture(received.partition(), received.offset(), arrival.arrival());
                if (hash != null && missing.containsKey(hash)) {
                    try {
                        store(hash, originals.fetch(arrival), definition);
                        missing.remove(hash);
                    } catch (RebuildException e) {
                        missing.put(hash, "the image " + hash + ": " + e.getMessage());
                    }
                }
            }
        });
        return missing;
    }

    private void store(String hash, byte[] original, DatasetDefinition definition) throws IOException, RebuildException {
        PreparedImage image;
        try {
            image = intake.prepare(original, definition.imageSize(), definition.resize());
        } catch (RejectedException e) {
            throw new RebuildException("its original is no image any more: " + e.getMessage());
        }
        if (!image.sha256().equals(hash)) {
            throw new RebuildException("its original was replaced by another picture; put the first one back");
        }
        into.putIfAbsent(BucketLayout.image(dataset, hash), image.png(), PNG);
    }

    private int manifests(RebuildPlan plan, List<String> missing) throws IOException {
        ManifestReplay replay = new ManifestReplay(plan.images());
        int written = 0;
        for (ManifestParts parts : plan.manifests().values()) {
            String key = parts.any().manifest();
            try {
                byte[] content = replay.next(parts);
                if (!parts.complete() || !ContentHash.of(content).equals(parts.any().sha256())) {
                    throw new RebuildException("comes out otherwise than it was; the topic manifests is not complete");
                }
                if (!keep(key, content, EventCodec.CONTENT_TYPE)) {
                    throw new RebuildException("is there already and is another; take an empty bucket");
                }
                written++;
            } catch (RebuildException e) {
                missing.add("the manifest " + key + " " + e.getMessage());
            }
        }
        return written;
    }

    /** @return false if there is an object that is another */
    private boolean keep(String key, byte[] content, String type) throws IOException {
        try {
            return into.putIfAbsent(key, content, type) || Arrays.equals(into.get(key), content);
        } catch (NoSuchFileException e) {
            throw new IOException("the object " + key + " was removed while it was compared; start again", e);
        }
    }
}
