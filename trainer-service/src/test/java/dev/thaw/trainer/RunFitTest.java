package dev.thaw.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.thaw.finetuning.training.RunNeeds;

class RunFitTest {
    private static final long MIB = 1 << 20;
    private final RunNeeds needs = new RunNeeds(900 * MIB, "top", 270 * MIB, 50 * MIB);

    @Test
    void whatFitsIsTaken() {
        assertThatCode(() -> new RunFit(270 * MIB, 1170 * MIB, 50 * MIB, 1000 * MIB).check(needs)).doesNotThrowAnyException();
    }

    @Test
    void tooLittleHeapMemoryOrDiskIsRefusedWithTheFigures() {
        refused(new RunFit(200 * MIB, 4000 * MIB, 1000 * MIB, 1000 * MIB), "at least 270 MiB of Java heap", "has 200 MiB",
                "-Xmx");
        refused(new RunFit(500 * MIB, 1000 * MIB, 1000 * MIB, 1000 * MIB), "the stage top needs at least 1,170 MiB",
                "may take 1,000 MiB", "batchSize");
        refused(new RunFit(500 * MIB, 4000 * MIB, 20 * MIB, 1000 * MIB), "needs 50 MiB of disk", "has 20 MiB", "make room");
    }

    @Test
    void aBankThatIsLimitedNeedsNoMoreThanItsLimit() {
        assertThatCode(() -> new RunFit(500 * MIB, 4000 * MIB, 20 * MIB, 10 * MIB).check(needs)).doesNotThrowAnyException();
    }

    @Test
    void whatTheBankHoldsAlreadyCounts(@TempDir Path directory) throws Exception {
        Path backbone = Files.createDirectories(directory.resolve("backbone"));
        Files.write(backbone.resolve("one"), new byte[3000]);
        Files.write(backbone.resolve("two"), new byte[4000]);

        assertThat(RunFit.held(directory)).isEqualTo(7000);
        assertThat(RunFit.ofThisProcess(5 * MIB, directory, MIB).memory()).isEqualTo(5 * MIB);
    }

    private void refused(RunFit fit, String... words) {
        assertThatThrownBy(() -> fit.check(needs)).isInstanceOf(RequestFailedException.class).hasMessageContainingAll(words);
    }
}
