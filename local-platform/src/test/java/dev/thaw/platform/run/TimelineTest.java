package dev.thaw.platform.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class TimelineTest {

    @Test
    void topicsReadOneAfterTheOtherAreToldAsOneStory() {
        // given
        Timeline<String> timeline = new Timeline<>();
        timeline.add(30, "decided");
        timeline.add(40, "rolled back");
        timeline.add(10, "requested");
        timeline.add(10, "queued");
        timeline.add(20, "training");

        // when
        List<String> told = new ArrayList<>();
        timeline.tell(told::add);

        // then
        assertThat(told).containsExactly("requested", "queued", "training", "decided", "rolled back");
    }
}
