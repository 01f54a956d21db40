package dev.thaw.evaluator.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import dev.thaw.contract.event.CandidateReady;
import dev.thaw.evaluator.promotion.Lineage;
import dev.thaw.finetuning.training.PackedImages;
import dev.thaw.service.tuning.PackedManifest;

/** What is different from the champion before, in sentences. */
final class Changes {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private Changes() {
    }

    static List<String> since(Predecessor before, CandidateReady candidate, PackedManifest manifest, Lineage lineage)
            throws IOException {
        List<String> changes = new ArrayList<>();
        changes.add(images(before, manifest));
        labels(before.manifest().header().labels(), manifest.header().labels()).forEach(changes::add);
        if (!before.lineage().base().sha256().equals(candidate.base().sha256())) {
            changes.add("the base is " + candidate.base().name() + ", it was " + before.lineage().base().name());
        }
        changes.add(plan(before.plan(), candidate.plan()));
        if (!before.lineage().codeVersion().equals(lineage.codeVersion())) {
            changes.add("the code is of version " + lineage.codeVersion() + ", it was " + before.lineage().codeVersion());
        }
        return changes;
    }

    private static String images(Predecessor before, PackedManifest manifest) {
        PackedImages old = before.manifest().images();
        int kept = 0;
        int relabelled = 0;
        for (int place = 0; place < manifest.images().size(); place++) {
            int oldPlace = old.find(manifest.images().hash(place));
            if (oldPlace >= 0) {
                kept++;
                relabelled += before.manifest().label(oldPlace).equals(manifest.label(place)) ? 0 : 1;
            }
        }
        int added = manifest.images().size() - kept;
        if (added == 0 && kept == old.size() && relabelled == 0) {
            return "the same images as version " + before.champion().version() + " was trained and judged with";
        }
        return added + " images are new since version " + before.champion().version() + ", " + (old.size() - kept)
                + " are no longer there" + (relabelled == 0 ? "" : ", " + relabelled + " have another label");
    }

    private static List<String> labels(List<String> before, List<String> now) {
        List<String> changes = new ArrayList<>();
        Set<String> added = new LinkedHashSet<>(now);
        before.forEach(added::remove);
        Set<String> removed = new LinkedHashSet<>(before);
        now.forEach(removed::remove);
        if (!added.isEmpty()) {
            changes.add("new labels: " + String.join(", ", added));
        }
        if (!removed.isEmpty()) {
            changes.add("labels that are gone: " + String.join(", ", removed));
        }
        return changes;
    }

    private static String plan(String before, String now) throws IOException {
        JsonNode old = YAML.readTree(before);
        JsonNode next = YAML.readTree(now);
        Set<String> keys = new TreeSet<>();
        old.fieldNames().forEachRemaining(keys::add);
        next.fieldNames().forEachRemaining(keys::add);
        keys.removeIf(key -> old.path(key).equals(next.path(key)));
        return keys.isEmpty() ? "the same plan" : "the plan differs in " + String.join(", ", keys);
    }
}
