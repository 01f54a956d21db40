package dev.thaw.evaluator.arrivals;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.thaw.contract.event.ArrivalsAssessed;
import dev.thaw.contract.event.DatasetDeclared;
import dev.thaw.contract.event.ImageIngested;
import dev.thaw.contract.event.ModelDecided;
import dev.thaw.contract.kafka.Received;

/**
 * What the topics say about arrivals: how many images each data set has, which came last, up to where the champion was tried on
 * them, and where the data set's definition is. An event counts once, however often it is applied. One thread at a time.
 */
public final class ArrivalLedger {
    /** No window is larger, so that an assessment is soon over. */
    public static final int LARGEST_WINDOW = 1000;

    private final Map<String, OfDataset> datasets = new HashMap<>();

    /** An image with the place of its event. */
    public record Arrived(String image, String label, int partition, long offset) {
    }

    /** The images that came last, oldest first. @param known how many the data set had up to the newest of them */
    public record Window(String dataset, List<Arrived> images, int known) {

        public Window {
            images = List.copyOf(images);
        }
    }

    /** Takes in a record; what it does not concern it ignores. */
    public void apply(Received received) {
        if (received.event() instanceof ImageIngested image && !image.duplicate()) {
            of(image.dataset()).add(new Arrived(image.image(), image.label(), received.partition(), received.offset()));
        } else if (received.event() instanceof DatasetDeclared declared) {
            OfDataset of = of(declared.dataset());
            if (of.declared == null || declared.version() >= of.declared.version()) {
                of.declared = declared;
            }
        } else if (received.event() instanceof ArrivalsAssessed assessed) {
            OfDataset of = of(assessed.dataset());
            if (of.assessed == null || assessed.known() > of.assessed.known() || assessed.champion() > of.assessed.champion()) {
                of.assessed = assessed;
            }
        } else if (received.event() instanceof ModelDecided decided) {
            of(decided.dataset()).decisions++;
        }
    }

    /** The data sets that were declared, with their latest declaration. */
    public List<DatasetDeclared> declared() {
        return datasets.values().stream().map(of -> of.declared).filter(declared -> declared != null).toList();
    }

    /** Changes whenever something came that may make another assessment due. */
    public String state(String dataset) {
        OfDataset of = of(dataset);
        return of.known + "/" + of.decisions;
    }

    /** Up to how many images of the data set this champion was tried. */
    public int assessed(String dataset, int champion) {
        ArrivalsAssessed last = of(dataset).assessed;
        return last == null || last.champion() != champion ? 0 : last.known();
    }

    /** The newest images, if so many came after the first ones. @param after how many came first */
    public Optional<Window> newest(String dataset, int size, int after) {
        OfDataset of = of(dataset);
        int bounded = Math.min(size, LARGEST_WINDOW);
        if (of.known - after < bounded) {
            return Optional.empty();
        }
        List<Arrived> images = new ArrayList<>(of.newest);
        return Optional.of(new Window(dataset, images.subList(images.size() - bounded, images.size()), of.known));
    }

    private OfDataset of(String dataset) {
        return datasets.computeIfAbsent(dataset, unknown -> new OfDataset());
    }

    private static final class OfDataset {
        private final SeenImages seen = new SeenImages();
        private final Deque<Arrived> newest = new ArrayDeque<>();
        private DatasetDeclared declared;
        private ArrivalsAssessed assessed;
        private int known;
        private int decisions;

        private void add(Arrived arrived) {
            if (seen.add(arrived.image())) {
                known++;
                newest.add(arrived);
                if (newest.size() > LARGEST_WINDOW) {
                    newest.remove();
                }
            }
        }
    }
}
