package dev.thaw.platform.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.thaw.finetuning.training.ImageSource;
import dev.thaw.finetuning.training.Split;
import dev.thaw.finetuning.training.TrainingImage;
import dev.thaw.image.PreparedImage;
import dev.thaw.platform.connection.CommandException;
import dev.thaw.platform.console.Console;
import dev.thaw.platform.console.ProgressBar;
import dev.thaw.platform.dataset.ImageFolder;
import dev.thaw.platform.dataset.LabelledFile;

/** Images of a folder, without a platform: named by the same hashes as ingest gives them, held as PNG files in memory. */
public final class LocalImages implements ImageSource {
    /** One of so many validates where the folder does not say which. */
    private static final int VALIDATES = 5;
    /** Worth a word while they are read. */
    private static final int MANY = 50;

    private final Map<String, byte[]> pngs = new LinkedHashMap<>();
    private final List<TrainingImage> images = new ArrayList<>();

    private LocalImages() {
    }

    /**
     * @param most images at most, as many of each label as there are
     * @throws CommandException if no image can be taken in
     */
    public static LocalImages read(ImageFolder folder, PixelReader reader, int most, Console console) throws IOException {
        List<LabelledFile> files = spread(folder, most);
        ProgressBar bar = new ProgressBar(console, "reading images", files.size());
        LocalImages read = new LocalImages();
        int refused = 0;
        for (int i = 0; i < files.size(); i++) {
            try {
                read.add(reader.prepare(files.get(i).file()), files.get(i), folder);
            } catch (CommandException e) {
                // the others may be fine
                refused++;
            }
            if (files.size() >= MANY) {
                bar.at(i + 1);
            }
        }
        bar.done("read " + read.images.size() + " images" + (refused == 0 ? "" : ", " + refused + " could not be used"));
        if (read.images.isEmpty()) {
            throw new CommandException(
                    "none of the " + files.size() + " images could be read: are they JPEG, PNG, GIF, BMP or WebP?");
        }
        return read;
    }

    /** For training and validation; the test split stays where it is. */
    public List<TrainingImage> images() {
        return List.copyOf(images);
    }

    @Override
    public byte[] pixels(String imageHash) {
        try {
            return PixelReader.pixels(pngs.get(imageHash));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(PreparedImage image, LabelledFile file, ImageFolder folder) {
        if (pngs.put(image.sha256(), image.png()) == null) {
            boolean validates = folder.ownValidation()
                    ? file.wish() == dev.thaw.contract.event.Split.VALIDATION
                    : Integer.parseInt(image.sha256().substring(0, 6), 16) % VALIDATES == 0;
            images.add(new TrainingImage(image.sha256(), folder.labels().indexOf(file.label()),
                    validates ? Split.VALIDATION : Split.TRAIN));
        }
    }

    /** The first of each label, then the second of each, and so on. */
    private static List<LabelledFile> spread(ImageFolder folder, int most) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        record Ranked(LabelledFile file, int rank) {
        }
        return folder.files().stream().filter(file -> file.wish() != dev.thaw.contract.event.Split.TEST)
                .map(file -> new Ranked(file, counts.merge(file.label(), 1, Integer::sum)))
                .sorted(Comparator.comparingInt(Ranked::rank)).limit(most).map(Ranked::file).toList();
    }
}
