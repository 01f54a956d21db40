package dev.thaw.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.thaw.contract.bucket.DatasetDefinition.Resize;
import dev.thaw.contract.bucket.Manifest.ImageSize;
import dev.thaw.contract.bucket.SplitPolicy;
import dev.thaw.contract.bucket.TrainingPolicy;
import dev.thaw.contract.bucket.TriggerPolicy;
import dev.thaw.contract.bucket.UnknownLabel;

class DatasetFileReaderTest {
    private static final String SMALL = "dataset: flowers\nbase: mobilenet.h5\n";

    private final FileContext plans = new FileContext() {
        @Override
        public String read(String file) throws IOException {
            if (!file.equals("plan.yaml")) {
                throw new IOException("there is no file " + file + " with a plan");
            }
            return "seed: 7\ngates: {margin: 0.5}\n";
        }

        @Override
        public List<String> mistakes(String yaml) {
            return yaml.contains("sneed")
                    ? List.of("sneed: is not a key of a plan", "gates.margni: is not a key of a plan")
                    : List.of();
        }
    };

    @Test
    void everyKeyIsRead() {
        DatasetFile file = read("""
                dataset: flowers
                labels: [daisy, rose]
                unknownLabel: hold
                images: {size: [160, 224], resize: pad}
                split: {validation: 0.2, test: 0.1, group: field:patient}
                trigger: {newImages: 100, every: 24h, perClass: 5, accuracyBelow: 0.9, assessWindow: 50, driftBelow: 1e-3,
                          maximumWait: P7D}
                training: {data: newest, newest: 500, start: champion}
                base: {name: mobilenet, object: bases/mobilenet/m.h5, sha256: %s, preprocessing: tf}
                plan: plan.yaml
                """.formatted("ab".repeat(32)));

        assertThat(file.labels()).containsExactly("daisy", "rose");
        assertThat(file.unknownLabel()).isEqualTo(UnknownLabel.HOLD);
        assertThat(file.imageSize()).isEqualTo(new ImageSize(160, 224));
        assertThat(file.resize()).isEqualTo(Resize.PAD);
        assertThat(file.split()).isEqualTo(new SplitPolicy(0.2, 0.1, "field:patient"));
        assertThat(file.trigger()).isEqualTo(new TriggerPolicy(100, 86_400, 5, 0.9, 50, 0.001, 604_800));
        assertThat(file.training())
                .isEqualTo(new TrainingPolicy(TrainingPolicy.Data.NEWEST, 500, 0, TrainingPolicy.Start.CHAMPION));
        assertThat(file.base()).isEqualTo(new BaseReference("mobilenet", "tf", "bases/mobilenet/m.h5", "ab".repeat(32)));
        assertThat(file.plan()).isEqualTo("seed: 7\ngates: {margin: 0.5}\n");
    }

    @Test
    void onlyNameAndBaseAreNeeded() {
        DatasetFile file = read(SMALL);

        assertThat(file).isEqualTo(new DatasetFile("flowers", null, UnknownLabel.REJECT, null, Resize.SQUASH, SplitPolicy.usual(),
                TriggerPolicy.onRequest(), TrainingPolicy.usual(), new BaseReference("mobilenet.h5", null, null, null), null));
        assertThat(read(SMALL + "labels: open\n")).isEqualTo(file);
    }

    @Test
    void everyMistakeIsToldAtOnceWithItsPath() {
        List<String> mistakes = mistakes("""
                dataset: ../flowers
                lables: [daisy]
                labels: [daisy, daisy, 7, " rose"]
                images: {size: 4, resize: squish}
                split: {validation: 0.6, group: camera}
                trigger: {every: tomorrow, accuracyBelow: 1, assessWindow: 3, newImage: 2}
                training: {data: newest, replay: 2}
                gates: 3
                plan: nowhere.yaml
                """);

        assertThat(mistakes).containsExactlyInAnyOrder(
                "dataset: must be 1 to 100 letters, digits, '.', '_' or '-', beginning with a letter or digit, not \"../flowers\"",
                "lables: is not a key of a data set; did you mean labels?",
                "labels[1]: stands there twice: \"daisy\"",
                "labels[2]: must be a text, not 7; write it in quotes",
                "labels[3]: must be at most 200 characters without control characters or blanks around it, not \" rose\"",
                "images.size: must be a whole number of pixels from 8 to 2048, or [height, width], not 4",
                "images.resize: must be one of squash, crop, pad, not \"squish\"; did you mean squash?",
                "split.validation: must be a number of at least 0 and at most 0.5, not 0.6",
                "split.group: must be none, source, series or field:NAME, not \"camera\"",
                "trigger.every: must be a time such as 30m, 24h, 7d or PT36H, of at most ten years, not \"tomorrow\"",
                "trigger.accuracyBelow: must be a number above 0 and below 1, not 1",
                "trigger.assessWindow: must be a whole number from 20 to 1000000000, not 3",
                "trigger.newImage: is not a key of a data set; did you mean newImages?",
                "training.newest: is missing: how many, with data: newest",
                "base: is missing",
                "gates: must be a mapping of keys to values, not 3");
    }

    @Test
    void theGatesOfTheDataSetStandInPlaceOfThePlans() {
        assertThat(read(SMALL + "plan: plan.yaml\ngates: {margin: 0.01}\n").plan())
                .isEqualTo("seed: 7\ngates:\n  margin: 0.01\n");
        assertThat(read(SMALL + "gates: {margin: 0.01}\n").plan()).isEqualTo("gates:\n  margin: 0.01\n");
        assertThat(read(SMALL + "plan: {seed: 9}\n").plan()).isEqualTo("seed: 9\n");
    }

    @Test
    void theMistakesOfThePlanAreAmongThem() {
        assertThat(mistakes("dataset: flowers\nplan: {sneed: 9}\ngates: {margni: 1}\n")).containsExactlyInAnyOrder(
                "base: is missing", "plan: sneed: is not a key of a plan", "gates.margni: is not a key of a plan");
        assertThat(mistakes(SMALL + "plan: other.yaml\n")).containsExactly("plan: there is no file other.yaml with a plan");
        assertThat(mistakes(SMALL + "plan: [1]\n"))
                .containsExactly("plan: must be a plan, or the name of a file with one, not [1]");
    }

    @Test
    void whatStandsForSomethingElseIsRefused() {
        assertThat(mistakes("dataset: &name flowers\nbase: *name\nlabels: !!set [a]\n")).containsExactly(
                "line 2, column 7: the alias *name is not read; write what it stands for",
                "line 3, column 9: the tag tag:yaml.org,2002:set is not read; leave it out");
        assertThat(mistakes("dataset: a\ndataset: b\n")).singleElement().asString().contains("Duplicate field");
        assertThat(mistakes("dataset: [")).singleElement().asString().startsWith("line ").contains("is not YAML");
        assertThat(mistakes("- flowers\n")).first().asString().startsWith("the data set: must be a mapping");
        assertThat(mistakes("")).containsExactly("dataset: is missing", "base: is missing");
    }

    @Test
    void whatSaysNothingIsRefused() {
        assertThat(mistakes(SMALL + "unknownLabel: grow\n")).singleElement().asString().startsWith("unknownLabel: says nothing");
        assertThat(mistakes(SMALL + "training: {newest: 5, replay: 2}\n")).containsExactly(
                "training.newest: is for data: newest; leave it out", "training.replay: is for data: replay; leave it out");
        assertThat(mistakes("dataset: a\nbase: {name: m, object: bases/m/m.h5}\n"))
                .containsExactly("base.sha256: is missing: object and sha256 belong together");
        assertThat(mistakes("dataset: a\nbase: {nane: m, preprocessing: tv}\n")).containsExactly("base.name: is missing",
                "base.preprocessing: must be one of tf, caffe, torch, unit, none, not \"tv\"; did you mean tf?",
                "base.nane: is not a key of a data set; did you mean name?");
    }

    private DatasetFile read(String yaml) {
        return DatasetFileReader.read("flowers.yaml", yaml, plans);
    }

    private List<String> mistakes(String yaml) {
        return catchThrowableOfType(InvalidDatasetException.class, () -> read(yaml)).mistakes();
    }
}
