package dev.thaw.platform.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.thaw.contract.event.ImageIngested;
import dev.thaw.contract.event.Split;

class DatasetStatusTest {
    private final DatasetStatus.Counter counter = new DatasetStatus.Counter();

    @Test
    void aPictureThatTwoProcessesCallNewIsOneImage() {
        // given: said twice, and once more of another arrival that came later
        counter.add(ingested("a", "1", false));
        counter.add(ingested("b", "1", false));
        counter.add(ingested("a", "1", false));
        counter.add(ingested("c", "1", true));
        counter.add(ingested("d", "2", false));

        // when
        DatasetStatus status = counter.status("flowers");

        // then
        assertThat(status.images()).isEqualTo(new ArrivalCounts(4, 2, 0, 2, 0));
        assertThat(status.labels()).isEqualTo(Map.of("rose", 2L));
        assertThat(status.splits()).isEqualTo(Map.of(Split.TRAIN, 2L));
    }

    private static ImageIngested ingested(String arrival, String digit, boolean duplicate) {
        String hash = digit.repeat(64);
        return new ImageIngested("flowers", "flowers/camera/" + arrival, hash, "images/flowers/" + hash + ".png", "rose",
                Split.TRAIN, duplicate, 10, 10, 100);
    }
}
