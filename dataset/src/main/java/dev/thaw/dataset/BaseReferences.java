package dev.thaw.dataset;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

import dev.thaw.contract.bucket.ContentHash;
import dev.thaw.contract.event.BaseModel;
import dev.thaw.yaml.NearestNames;
import dev.thaw.yaml.Section;

/** The base of a data set: as a file names it, and as it stands in the bucket. */
final class BaseReferences {
    private static final List<String> PREPROCESSING = List.of("tf", "caffe", "torch", "unit", "none");

    private BaseReferences() {
    }

    /** A name or a file; or a mapping, that may also say what its pixels need, or where in the bucket it is. */
    static BaseReference read(Section root) {
        JsonNode value = root.required("base");
        if (!value.isObject()) {
            if (!value.isMissingNode() && (!value.isTextual() || value.textValue().isBlank())) {
                root.mistake("base", "must be a file, a name, or a mapping with a name, not " + Section.shown(value));
            }
            return new BaseReference(value.asText(), null, null, null);
        }
        Section section = root.section("base");
        String name = section.requiredText("name");
        String object = section.text("object", null);
        String sha256 = section.text("sha256", null);
        String preprocessing = preprocessing(section);
        if (object == null && sha256 != null || object != null && sha256 == null) {
            section.mistake(object == null ? "object" : "sha256", "is missing: object and sha256 belong together");
        } else if (object != null) {
            PlainNames.read(section, "name");
            checkHash(section, sha256);
        }
        section.finish();
        return new BaseReference(name, preprocessing, object, sha256);
    }

    /** Null if there is a mistake. */
    static BaseModel inBucket(Section section) {
        String name = PlainNames.read(section, "name");
        String object = section.requiredText("object");
        String sha256 = section.requiredText("sha256");
        String preprocessing = preprocessing(section);
        if (!sha256.isEmpty()) {
            checkHash(section, sha256);
        }
        return section.clean() ? new BaseModel(name, object, sha256, preprocessing) : null;
    }

    private static void checkHash(Section section, String sha256) {
        if (!ContentHash.matches(sha256)) {
            section.mistake("sha256", "must be 64 hexadecimal digits, not \"" + sha256 + "\"");
        }
    }

    private static String preprocessing(Section section) {
        String named = section.text("preprocessing", null);
        if (named != null && !PREPROCESSING.contains(named)) {
            section.mistake("preprocessing", "must be one of " + String.join(", ", PREPROCESSING) + ", not \"" + named + "\""
                    + NearestNames.asked(named, PREPROCESSING));
        }
        return named;
    }
}
