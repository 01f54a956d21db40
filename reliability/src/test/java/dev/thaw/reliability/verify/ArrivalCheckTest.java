package dev.thaw.reliability.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

class ArrivalCheckTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final List<TopicRecord> records = new ArrayList<>();

    @Test
    void anArrivalHasOneAnswerHoweverOftenItIsSaid() {
        // given
        arrives("a", "b", "c");
        ingested("a", "cat", "1", false);
        ingested("b", "cat", "1", true);
        ingested("a", "cat", "1", false);
        rejected("c", "dog", "corrupt", null);

        // then
        Findings findings = checked();
        assertThat(findings.wrong()).isEmpty();
        assertThat(findings.counts()).containsEntry("arrivals", 3L).containsEntry("ingested", 2L).containsEntry("rejected", 1L)
                .containsEntry(ArrivalCheck.NEW_AGAIN, 0L);
    }

    @Test
    void whatTwoProcessesCallNewInTheSameMomentIsCountedAndNotWrong() {
        // given: each was handed one of two arrivals of a picture, and then one of them the other's too
        arrives("a", "b");
        ingested("a", "cat", "1", false);
        ingested("b", "cat", "1", false);
        ingested("a", "cat", "1", true);

        // then
        Findings findings = checked();
        assertThat(findings.wrong()).isEmpty();
        assertThat(findings.counts()).containsEntry(ArrivalCheck.NEW_AGAIN, 1L);
    }

    @Test
    void theFirstWordOnTheTopicIsThatAnImageIsNew() {
        arrives("a", "b");
        ingested("a", "cat", "1", true);
        ingested("b", "cat", "1", false);

        assertThat(checked().wrong()).singleElement().asString().contains("is called a duplicate by", "nobody added it before");
    }

    @Test
    void nobodySaysOtherwiseOfThePictureOfOneArrival() {
        arrives("a");
        ingested("a", "cat", "1", false);
        ingested("a", "cat", "1", true);

        assertThat(checked().wrong()).singleElement().asString().contains("says another duplicate", "no other arrival");
    }

    @Test
    void anArrivalWithoutAnAnswerWithTwoOrWithoutItselfIsFound() {
        // given
        arrives("a", "b", "c");
        ingested("a", "cat", "1", false);
        ingested("a", "cat", "2", false);
        ingested("b", "cat", "3", false);
        rejected("b", "cat", "corrupt", null);
        ingested("x", "cat", "4", false);

        // then
        assertThat(checked().wrong()).anyMatch(wrong -> wrong.contains("says another image"))
                .anyMatch(wrong -> wrong.contains("says another object"))
                .anyMatch(wrong -> wrong.contains("set/camera/b is both ingested and rejected"))
                .anyMatch(wrong -> wrong.contains("set/camera/c is not answered"))
                .anyMatch(wrong -> wrong.contains("never was")).hasSize(5);
    }

    @Test
    void anArrivalIsIngestedByOneAndRejectedByAnotherOnlyWhereItsPictureHasTwoLabels() {
        // given: the other process had the picture under another label, and was handed this arrival too
        arrives("a", "b");
        ingested("a", "cat", "1", false);
        ingested("b", "dog", "1", false);
        rejected("a", "cat", "label-conflict", "1");
        assertThat(checked().wrong()).isEmpty();

        // when: nobody had it under another label
        records.clear();
        arrives("a", "b");
        ingested("a", "cat", "1", false);
        ingested("b", "cat", "1", true);
        rejected("a", "cat", "label-conflict", "1");

        // then
        assertThat(checked().wrong()).singleElement().asString().contains("set/camera/a is both ingested and rejected");
    }

    private Findings checked() {
        Findings findings = new Findings();
        new ArrivalCheck(new TopicLog(records), findings).run();
        return findings;
    }

    private void arrives(String... names) {
        for (String name : names) {
            add("images.arrived", "image-arrived", JSON.createObjectNode().put("source", "camera").put("name", name).put("label",
                    "cat"));
        }
    }

    private void ingested(String name, String label, String image, boolean duplicate) {
        add("images.ingested", "image-ingested", JSON.createObjectNode().put("arrival", "set/camera/" + name).put("label", label)
                .put("image", image).put("object", "images/set/" + image + ".png").put("split", "TRAIN")
                .put("duplicate", duplicate));
    }

    private void rejected(String name, String label, String reason, String image) {
        add("images.rejected", "image-rejected", JSON.createObjectNode().put("arrival", "set/camera/" + name).put("label", label)
                .put("reason", reason).put("image", image));
    }

    private void add(String topic, String type, ObjectNode data) {
        records.add(new TopicRecord(topic, records.size(), type + records.size(), type, data.put("dataset", "set")));
    }
}
