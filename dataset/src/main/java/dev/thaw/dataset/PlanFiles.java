package dev.thaw.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** Plans in files; a relative name is one beside, or below, the data set's file. */
public class PlanFiles implements FileContext {
    private static final long LARGEST = 1 << 20;
    private final Path directory;
    private final Function<String, List<String>> check;

    /**
     * @param directory where the data set's file is
     * @param check says what is wrong with a plan; nothing, where plans are not known
     */
    public PlanFiles(Path directory, Function<String, List<String>> check) {
        this.directory = directory;
        this.check = check;
    }

    @Override
    public String read(String file) throws IOException {
        Path path;
        try {
            path = directory.resolve(file);
        } catch (InvalidPathException e) {
            throw new IOException("there is no file \"" + file + "\" with a plan", e);
        }
        if (!Files.isRegularFile(path)) {
            throw new IOException("there is no file " + path + " with a plan; write the plan here, or name a file");
        }
        if (Files.size(path) > LARGEST) {
            throw new IOException("the file " + path + " has more than " + LARGEST + " bytes; it is no plan");
        }
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new IOException("the plan " + path + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public List<String> mistakes(String yaml) {
        return check.apply(yaml);
    }
}
