package dev.thaw.ingest.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.bucket.DatasetDefinition;
import dev.thaw.contract.bucket.Manifest.ImageSize;
import dev.thaw.contract.bucket.SplitPolicy;
import dev.thaw.contract.bucket.TriggerPolicy;
import dev.thaw.ingest.World;

class DefinitionsTest {
    private final World world = new World();

    @Test
    void anUndeclaredDataSetHasNone() throws Exception {
        assertThat(world.definitions.find("leaves")).isEmpty();
    }

    @Test
    void theHighestVersionCountsByNumber() throws Exception {
        for (int version = 1; version <= 10; version++) {
            world.declare("leaves", List.of("oak"), version);
        }

        assertThat(world.definitions.find("leaves")).get().extracting(DatasetDefinition::version).isEqualTo(10);
    }

    @Test
    void aNewVersionIsReadWhenItIsDeclared() throws Exception {
        // given
        world.declare("leaves", List.of("oak"), 0);
        world.definitions.find("leaves");
        world.declare("leaves", List.of("oak", "elm"), 0);

        // when
        world.definitions.forget("leaves");

        // then
        assertThat(world.definitions.find("leaves").orElseThrow().labels()).containsExactly("oak", "elm");
    }

    @Test
    void theImagesKeepTheSizeOfTheFirstVersion() throws Exception {
        // given
        world.declare("leaves", null, 0);
        world.declare(new DatasetDefinition("leaves", 2, null, new ImageSize(32, 32), DatasetDefinition.Resize.PAD,
                SplitPolicy.shares(0.3, 0.1), TriggerPolicy.every(5), World.BASE, null, null, null));

        // when
        DatasetDefinition definition = world.definitions.find("leaves").orElseThrow();

        // then
        assertThat(definition.imageSize()).isEqualTo(new ImageSize(16, 16));
        assertThat(definition.resize()).isEqualTo(DatasetDefinition.Resize.SQUASH);
        assertThat(definition.trigger().newImages()).isEqualTo(5);
    }

    @Test
    void whatIsNoDefinitionLeavesTheOneBeforeInForce() throws Exception {
        // given
        world.declare("leaves", List.of("oak"), 0);
        world.bucket.put(BucketLayout.datasetDefinition("leaves", 2), "{\"dataset\":".getBytes(), "application/json");
        world.bucket.put(BucketLayout.datasetDefinition("leaves", 3), "{\"dataset\":\"leaves\"}".getBytes(), "application/json");

        // then
        assertThat(world.definitions.find("leaves")).get().extracting(DatasetDefinition::version).isEqualTo(1);
    }
}
