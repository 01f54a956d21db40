package dev.thaw.dataset;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import dev.thaw.contract.bucket.DatasetDefinition.Resize;
import dev.thaw.contract.bucket.UnknownLabel;
import dev.thaw.yaml.MalformedYamlException;
import dev.thaw.yaml.Reading;
import dev.thaw.yaml.Section;
import dev.thaw.yaml.StrictYaml;

/**
 * Reads a data set from YAML (or JSON, which is YAML). A key that is left out has its default, also if the data set was declared
 * before; a key that is not known is a mistake.
 */
public final class DatasetFileReader {
    private final Reading reading = new Reading("data set");
    private final FileContext context;

    private DatasetFileReader(FileContext context) {
        this.context = context;
    }

    /**
     * @param what for messages: the file's name
     * @throws InvalidDatasetException with every mistake, each with its path
     */
    public static DatasetFile read(String what, String yaml, FileContext context) {
        DatasetFileReader reader = new DatasetFileReader(context);
        DatasetFile file = reader.dataset(parse(what, yaml));
        if (!reader.reading.mistakes().isEmpty()) {
            throw new InvalidDatasetException(what, reader.reading.mistakes());
        }
        return file;
    }

    /** The keys looked for while a file is read, with their defaults. */
    static Map<String, String> keysOf(String yaml, FileContext context) {
        DatasetFileReader reader = new DatasetFileReader(context);
        reader.dataset(parse("the file", yaml));
        return reader.reading.keys();
    }

    private static JsonNode parse(String what, String yaml) {
        try {
            return StrictYaml.read(yaml);
        } catch (MalformedYamlException e) {
            throw new InvalidDatasetException(what, e.mistakes());
        }
    }

    private DatasetFile dataset(JsonNode node) {
        Section root = new Section(node, reading);
        String name = PlainNames.read(root, "dataset");
        List<String> labels = Labels.read(root, "open");
        UnknownLabel unknownLabel = root.choice("unknownLabel", UnknownLabel.REJECT, UnknownLabel.class);
        if (labels == null && root.has("unknownLabel")) {
            root.mistake("unknownLabel", "says nothing where labels are open; list the labels, or leave it out");
        }
        Section images = root.section("images");
        Section split = root.section("split");
        Section trigger = root.section("trigger");
        Section training = root.section("training");
        DatasetFile file = new DatasetFile(name, labels, unknownLabel, ImageSizes.read(images),
                images.choice("resize", Resize.SQUASH, Resize.class), PolicySections.split(split),
                PolicySections.trigger(trigger, false), PolicySections.training(training), BaseReferences.read(root),
                new PlanSections(root, context).read());
        List.of(images, split, trigger, training, root).forEach(Section::finish);
        if (!file.base().name().isBlank()) {
            context.mistakes(file.base()).forEach(mistake -> root.mistake("base", mistake));
        }
        return file;
    }
}
