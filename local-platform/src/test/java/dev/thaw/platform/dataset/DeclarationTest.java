package dev.thaw.platform.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.thaw.contract.bucket.DatasetDefinition;
import dev.thaw.contract.bucket.DatasetDefinition.Resize;
import dev.thaw.contract.bucket.Manifest.ImageSize;
import dev.thaw.contract.event.BaseModel;
import dev.thaw.contract.event.DatasetDeclared;
import dev.thaw.dataset.Declarations;
import dev.thaw.platform.connection.CommandException;
import dev.thaw.testkit.MemoryBucket;

class DeclarationTest {
    private static final BaseModel BASE = new BaseModel("tiny", "bases/tiny/x", "0".repeat(64), null);
    private static final BaseModel OTHER_BASE = new BaseModel("large", "bases/large/x", "1".repeat(64), "tf");

    private final MemoryBucket bucket = new MemoryBucket();
    private final List<DatasetDeclared> published = new ArrayList<>();
    private final Declaration declaration = new Declaration(bucket, published::add);

    @Test
    void aNewDataSetIsWrittenBeforeItIsTold() throws Exception {
        DatasetDefinition definition = declaration.declare("flowers", wish(BASE, 96));

        assertThat(definition.version()).isEqualTo(1);
        assertThat(definition.resize()).isEqualTo(Resize.SQUASH);
        assertThat(published).containsExactly(new DatasetDeclared("flowers", 1, "datasets/flowers/1.json",
                new String(bucket.get("datasets/flowers/1.json"), StandardCharsets.UTF_8)));
        assertThat(Declarations.find(bucket, "flowers")).contains(definition);
    }

    @Test
    void theSameWishAgainMakesNoNewVersion() throws Exception {
        declaration.declare("flowers", wish(BASE, 96));

        DatasetDefinition again = declaration.declare("flowers", wish(BASE, 96));

        assertThat(again.version()).isEqualTo(1);
        assertThat(published).hasSize(1);
    }

    @Test
    void anotherBaseIsANewVersionAndWhatWasNotWishedStays() throws Exception {
        declaration.declare("flowers", new DatasetWish(BASE, "seed: 7", new ImageSize(96, 96), Resize.PAD, 0.2, null, 50));

        DatasetDefinition changed = declaration.declare("flowers",
                new DatasetWish(OTHER_BASE, null, null, null, null, null, null));

        assertThat(changed.version()).isEqualTo(2);
        assertThat(changed.base()).isEqualTo(OTHER_BASE);
        assertThat(changed.plan()).isEqualTo("seed: 7");
        assertThat(changed.resize()).isEqualTo(Resize.PAD);
        assertThat(changed.trigger().newImages()).isEqualTo(50);
        assertThat(Declarations.find(bucket, "flowers")).contains(changed);
    }

    @Test
    void theTenthVersionComesAfterTheNinth() throws Exception {
        for (int i = 1; i <= 10; i++) {
            declaration.declare("flowers", new DatasetWish(BASE, "seed: " + i, new ImageSize(96, 96), null, null, null, null));
        }

        assertThat(Declarations.find(bucket, "flowers").orElseThrow().version()).isEqualTo(10);
    }

    @Test
    void imagesNeverChangeTheirSize() throws Exception {
        declaration.declare("flowers", wish(BASE, 96));

        assertThatThrownBy(() -> declaration.declare("flowers", wish(BASE, 224))).isInstanceOf(CommandException.class)
                .hasMessageContaining("96 x 96").hasMessageContaining("--dataset");
    }

    @Test
    void aNewDataSetNeedsABase() {
        assertThatThrownBy(() -> declaration.declare("flowers", DatasetWish.none())).isInstanceOf(CommandException.class)
                .hasMessageContaining("there is no data set flowers").hasMessageContaining("--base");
    }

    private static DatasetWish wish(BaseModel base, int side) {
        return new DatasetWish(base, "", new ImageSize(side, side), null, null, null, null);
    }
}
