package dev.thaw.ingest.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.thaw.contract.bucket.SplitPolicy;
import dev.thaw.contract.event.ImageArrived;

class GroupRuleTest {
    private final ImageArrived arrival = new ImageArrived("leaves", "camera 3", "42", "oak", null, "aGk=", null, 0, "walk 7",
            Map.of("tree", "19"));

    @Test
    void theRuleSaysWhichPartOfAnArrivalIsItsGroup() {
        assertThat(GroupRule.group(policy(SplitPolicy.NONE), arrival)).isEmpty();
        assertThat(GroupRule.group(policy(SplitPolicy.SOURCE), arrival)).contains("source:camera 3");
        assertThat(GroupRule.group(policy(SplitPolicy.SERIES), arrival)).contains("series:walk 7");
        assertThat(GroupRule.group(policy("field:tree"), arrival)).contains("field:tree=19");
    }

    @Test
    void anArrivalThatDoesNotSayItStandsByItself() {
        ImageArrived plain = new ImageArrived("leaves", "camera 3", "42", "oak", null, "aGk=", null);

        assertThat(GroupRule.group(policy(SplitPolicy.SERIES), plain)).isEmpty();
        assertThat(GroupRule.group(policy("field:tree"), plain)).isEmpty();
    }

    private static SplitPolicy policy(String group) {
        return new SplitPolicy(0.1, 0.1, group);
    }
}
