package dev.thaw.contract.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

class ImageArrivedTest {
    private static final List<String> PARTS = List.of("arrivals", "pets", "a", "a/b", "b", "b/c", "c", "%2F", "/", "a%2Fb",
            "//a");

    @Test
    void noTwoArrivalsHaveOneIdHoweverTheyAreCalled() {
        // given: names that are parts of each other
        Map<String, List<String>> sendersById = new HashMap<>();
        for (String dataset : List.of("arrivals", "pets", "a")) {
            for (String source : PARTS) {
                for (String name : PARTS) {
                    ImageArrived arrival = new ImageArrived(dataset, source, name, "a", null, "aGk=", null);
                    sendersById.computeIfAbsent(arrival.arrival(), id -> new ArrayList<>()).add(arrival.toString());
                }
            }
        }

        // when
        for (String dataset : List.of("arrivals", "pets", "a")) {
            for (String label : List.of("a", "a/b", "b", "arrivals")) {
                for (String name : List.of("a", "b", "b/c", "arrivals")) {
                    String object = "arrivals/" + dataset + "/" + label + "/" + name;
                    ImageArrived arrival = new ImageArrived(dataset, "s", object, label, object, null, null);
                    sendersById.computeIfAbsent(arrival.arrival(), id -> new ArrayList<>()).add(arrival.toString());
                }
            }
        }

        // then
        assertThat(sendersById.values()).allMatch(senders -> senders.size() == 1);
    }

    @Test
    void anObjectInItsLabelsFolderIsOneArrivalWhoeverTellsOfIt() {
        ImageArrived told = new ImageArrived("pets", "bucket", "cat/1.jpg", "cat", "arrivals/pets/cat/1.jpg", null, null);
        ImageArrived sent = new ImageArrived("pets", "camera/7", "first", "cat", "arrivals/pets/cat/1.jpg", null, Split.TEST);

        assertThat(sent.arrival()).isEqualTo(told.arrival()).isEqualTo("arrivals/pets/cat/1.jpg");
    }

    @Test
    void anObjectElsewhereIsWhatItsSenderCallsIt() {
        ImageArrived arrival = new ImageArrived("pets", "line 7", "shift/1", "cat", "arrivals/pets/unsorted/1.jpg", null, null);

        assertThat(arrival.arrival()).isEqualTo("pets/line 7/shift/1");
        assertThat(arrival.again(3).arrival()).isEqualTo(arrival.arrival());
    }
}
