package dev.thaw.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The data sets of a directory, one in each of its {@code .yaml} and {@code .yml} files. Plans in files of their own go into folders
 * below it.
 *
 * @param files those without mistakes
 * @param mistakes of all files, each with its file and path
 */
public record DatasetDirectory(List<DatasetFile> files, List<String> mistakes) {

    public DatasetDirectory {
        files = List.copyOf(files);
        mistakes = List.copyOf(mistakes);
    }

    /** @param planCheck says what is wrong with a plan; nothing, where plans are not known */
    public static DatasetDirectory read(Path directory, Function<String, List<String>> planCheck) {
        List<DatasetFile> files = new ArrayList<>();
        List<String> mistakes = new ArrayList<>();
        Map<String, Path> names = new HashMap<>();
        try (Stream<Path> found = Files.list(directory)) {
            for (Path path : found.filter(DatasetDirectory::isDataset).sorted().toList()) {
                try {
                    DatasetFile file = DatasetFileReader.read(path.toString(), Files.readString(path),
                            new PlanFiles(directory, planCheck));
                    Path other = names.putIfAbsent(file.dataset(), path);
                    if (other == null) {
                        files.add(file);
                    } else {
                        mistakes.add(path + ": dataset: " + file.dataset() + " is declared by " + other + " as well");
                    }
                } catch (InvalidDatasetException e) {
                    e.mistakes().forEach(mistake -> mistakes.add(path + ": " + mistake));
                }
            }
        } catch (IOException e) {
            mistakes.add("the directory " + directory + " with data sets cannot be read: " + e.getMessage());
        }
        return new DatasetDirectory(files, mistakes);
    }

    private static boolean isDataset(Path path) {
        String name = path.getFileName().toString();
        return !name.startsWith(".") && (name.endsWith(".yaml") || name.endsWith(".yml")) && Files.isRegularFile(path);
    }
}
