package dev.thaw.platform.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import dev.thaw.contract.event.Split;
import dev.thaw.platform.connection.CommandException;

/**
 * A directory of labelled images: {@code DIR/<label>/*}, or {@code DIR/{train,validation,test}/<label>/*}.
 *
 * <p>With {@code train} and exactly one other folder ({@code validation}, {@code val} or {@code test}), that folder is the test
 * split, and validation is taken out of train. With all three they are what they are called. Otherwise Thaw chooses.
 *
 * @param files sorted by path
 * @param labels sorted
 * @param ownValidation true if the directory says which images are for validation
 * @param skipped how many files do not look like images, by their names
 */
public record ImageFolder(List<LabelledFile> files, List<String> labels, boolean ownValidation, int skipped) {
    private static final Set<String> EXTENSIONS = Set.of("jpg", "jpeg", "jpe", "png", "gif", "bmp", "webp");
    private static final String TRAIN = "train";
    private static final String TEST = "test";
    private static final List<String> VALIDATION = List.of("validation", "val");

    public ImageFolder {
        files = List.copyOf(files);
        labels = List.copyOf(labels);
    }

    /**
     * @param allFiles also those that do not look like images
     * @throws CommandException if there is no such directory, or no image in it
     */
    public static ImageFolder read(Path directory, boolean allFiles) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new CommandException(
                    "there is no directory " + directory + " with images; give one that holds a folder per label");
        }
        Map<Path, Split> parts = parts(directory);
        List<LabelledFile> files = new ArrayList<>();
        int skipped = 0;
        for (Map.Entry<Path, Split> part : parts.entrySet()) {
            for (Path label : children(part.getKey())) {
                if (Files.isDirectory(label)) {
                    for (Path file : children(label)) {
                        if (Files.isRegularFile(file) && (allFiles || looksLikeAnImage(file))) {
                            files.add(new LabelledFile(file, label.getFileName().toString(), part.getValue()));
                        } else {
                            skipped++;
                        }
                    }
                } else {
                    skipped++;
                }
            }
        }
        List<String> labels = files.stream().map(LabelledFile::label).distinct().sorted().toList();
        if (files.isEmpty()) {
            throw new CommandException(
                    "there are no images in " + directory + "; it needs a folder per label with images in it, or"
                            + " train, validation and test with such folders");
        }
        return new ImageFolder(files, labels, parts.containsValue(Split.VALIDATION), skipped);
    }

    /** The folders that hold label folders, with the split that each asks for. */
    private static Map<Path, Split> parts(Path directory) throws IOException {
        Path train = directory.resolve(TRAIN);
        List<Path> validation = VALIDATION.stream().map(directory::resolve).filter(Files::isDirectory).toList();
        Path test = directory.resolve(TEST);
        Map<Path, Split> parts = new LinkedHashMap<>();
        if (!Files.isDirectory(train)) {
            parts.put(directory, null);
            return parts;
        }
        if (validation.size() > 1) {
            throw new CommandException(directory + " has both a folder validation and a folder val; keep one of them");
        }
        boolean tested = Files.isDirectory(test);
        boolean heldOut = tested || !validation.isEmpty();
        parts.put(train, heldOut ? Split.TRAIN : null);
        if (!validation.isEmpty()) {
            parts.put(validation.get(0), tested ? Split.VALIDATION : Split.TEST);
        }
        if (tested) {
            parts.put(test, Split.TEST);
        }
        return parts;
    }

    private static List<Path> children(Path directory) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            return children.filter(child -> !child.getFileName().toString().startsWith(".")).sorted().toList();
        }
    }

    private static boolean looksLikeAnImage(Path file) {
        String name = file.getFileName().toString();
        return EXTENSIONS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }
}
