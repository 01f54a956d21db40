package dev.thaw.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.thaw.contract.bucket.DatasetDefinition;
import dev.thaw.contract.bucket.DatasetDefinition.Resize;
import dev.thaw.contract.bucket.Manifest.ImageSize;
import dev.thaw.contract.bucket.SplitPolicy;
import dev.thaw.contract.bucket.TrainingPolicy;
import dev.thaw.contract.bucket.TriggerPolicy;
import dev.thaw.contract.bucket.UnknownLabel;
import dev.thaw.contract.event.BaseModel;
import dev.thaw.contract.event.DatasetDeclared;
import dev.thaw.contract.event.EventCodec;
import dev.thaw.testkit.MemoryBucket;

class DeclarationsTest {
    private static final BaseModel BASE = new BaseModel("tiny", "bases/tiny/x", "0".repeat(64), null);
    private final MemoryBucket bucket = new MemoryBucket();
    private final List<DatasetDeclared> published = new ArrayList<>();
    private final Declarations declarations = new Declarations(bucket, published::add);

    @Test
    void aDefinitionIsReadBackAsItWasWritten() throws Exception {
        DatasetDefinition whole = new DatasetDefinition("flowers", 1, List.of("rose"), new ImageSize(64, 96), Resize.CROP,
                new SplitPolicy(0, 0.5, "field:patient"), new TriggerPolicy(5, 60, 2, 0.5, 20, 0.01, 600), BASE, "seed: 7",
                UnknownLabel.GROW, new TrainingPolicy(TrainingPolicy.Data.REPLAY, 0, 2.5, TrainingPolicy.Start.CHAMPION));

        declarations.declare(whole);

        assertThat(Declarations.find(bucket, "flowers")).contains(whole);
        assertThat(published).containsExactly(new DatasetDeclared("flowers", 1, "datasets/flowers/1.json",
                new String(bucket.get("datasets/flowers/1.json"), StandardCharsets.UTF_8)));
    }

    @Test
    void anUnchangedDefinitionMakesNoVersion() throws Exception {
        declarations.declare(flowers(List.of("rose"), 5));

        assertThat(declarations.declare(flowers(List.of("rose"), 5)).made()).isFalse();
        assertThat(declarations.declare(flowers(List.of("rose"), 6)).definition().version()).isEqualTo(2);
        assertThat(published).extracting(DatasetDeclared::version).containsExactly(1, 2);
    }

    @Test
    void aLabelStaysALabel() throws Exception {
        // given
        declarations.declare(flowers(List.of("rose", "daisy"), 0));
        declarations.declare(flowers(List.of("rose", "daisy", "tulip"), 0));

        // when the file of the first time is applied again, and one with another label
        Declarations.Outcome again = declarations.declare(flowers(List.of("rose", "daisy"), 0));
        Declarations.Outcome another = declarations.declare(flowers(List.of("lily"), 0));

        // then
        assertThat(again.made()).isFalse();
        assertThat(another.definition().labels()).containsExactly("lily", "rose", "daisy", "tulip");
        assertThat(declarations.declare(flowers(null, 0)).definition().labels()).isNull();
    }

    @Test
    void whatIsNoDefinitionIsPassedOverAndItsNumberIsTaken() throws Exception {
        // given
        declarations.declare(flowers(List.of("rose"), 5));
        put(2, "{\"dataset\":\"flowers\",\"version\":2}");
        put(3, "nonsense");

        // then
        assertThat(Declarations.find(bucket, "flowers").orElseThrow().version()).isEqualTo(1);
        assertThat(declarations.declare(flowers(List.of("rose"), 6)).definition().version()).isEqualTo(4);
    }

    @Test
    void everyMistakeOfADefinitionIsToldAtOnce() throws IOException {
        put(1, """
                {"dataset":"stones","version":2,"labels":[],"imageSize":{"height":7},"resize":"SQUISH","split":{"test":2},
                 "trigger":{"newImages":-1,"assessWindow":5},"base":{"name":"a/b","object":"bases/x","sha256":"12"},
                 "training":{"data":"NEWEST"},"aFieldOfANewerWriter":1}""");

        InvalidDatasetException invalid = catchThrowableOfType(InvalidDatasetException.class,
                () -> Declarations.read(bucket, "flowers", 1));

        assertThat(invalid).hasMessageStartingWith("the definition datasets/flowers/1.json has 12 mistakes:\n  ");
        assertThat(invalid.mistakes()).extracting(mistake -> mistake.substring(0, mistake.indexOf(':')))
                .containsExactlyInAnyOrder("dataset", "version", "labels", "imageSize.height", "imageSize.width", "resize",
                        "split.test", "trigger.newImages", "trigger.assessWindow", "base.name", "base.sha256", "training.newest");
    }

    @Test
    void aDefinitionThatIsMissingIsOneMistake() {
        assertThatThrownBy(() -> Declarations.read(bucket, "flowers", 1)).isInstanceOf(InvalidDatasetException.class)
                .hasMessage("the definition datasets/flowers/1.json has a mistake: there is no such object; "
                        + "write the definition before its event");
    }

    @Test
    void imagesNeverChangeTheirSize() throws Exception {
        declarations.declare(flowers(null, 0));

        assertThatThrownBy(() -> declarations.declare(flowers(null, 0).withImages(new ImageSize(8, 8), Resize.SQUASH)))
                .isInstanceOf(InvalidDatasetException.class).hasMessageContaining("96 x 96, squash, for ever");
    }

    @Test
    void ofManyThatGrowADataSetAtOnceNoneLosesItsLabel() throws Exception {
        // given two who read the same definition
        DatasetDefinition seen = declarations.declare(flowers(List.of("rose"), 0)).definition();

        // when
        declarations.declare(Declarations.withLabels(seen, List.of("rose", "daisy")));
        declarations.declare(Declarations.withLabels(seen, List.of("rose", "tulip")));

        // then
        assertThat(Declarations.find(bucket, "flowers").orElseThrow().labels()).containsExactlyInAnyOrder("rose", "daisy",
                "tulip");
    }

    private void put(int version, String json) throws IOException {
        bucket.put("datasets/flowers/" + version + ".json", json.getBytes(StandardCharsets.UTF_8), EventCodec.CONTENT_TYPE);
    }

    private static DatasetDefinition flowers(List<String> labels, int newImages) {
        return new DatasetDefinition("flowers", 1, labels, new ImageSize(96, 96), Resize.SQUASH, null,
                TriggerPolicy.every(newImages), BASE, null, null, null);
    }
}
