package dev.thaw.platform.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.DatasetDefinition;
import dev.thaw.contract.bucket.Manifest.ImageSize;
import dev.thaw.dataset.BaseReference;
import dev.thaw.dataset.DatasetFile;
import dev.thaw.dataset.DatasetFileReader;
import dev.thaw.dataset.Declarations;
import dev.thaw.dataset.PlanFiles;
import dev.thaw.finetuning.plan.InvalidPlanException;
import dev.thaw.finetuning.plan.PlanReader;
import dev.thaw.platform.connection.CommandException;

/** A data set's file, read here where plans and Keras files can be read too, so that their mistakes are told with the others. */
public final class DeclaredFile {
    private final DatasetFile file;
    private final BaseChoice choice;
    private final BaseFile base;

    /** Finds the base that a file names. */
    @FunctionalInterface
    public interface Bases {
        /** @throws CommandException if there is none */
        BaseChoice choice(String base, String preprocessing);
    }

    /** @param base null if it is in the bucket */
    private DeclaredFile(DatasetFile file, BaseChoice choice, BaseFile base) {
        this.file = file;
        this.choice = choice;
        this.base = base;
    }

    /** @throws dev.thaw.dataset.InvalidDatasetException with every mistake */
    public static DeclaredFile read(Path path, Bases bases) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new CommandException("there is no file " + path + " with a data set");
        }
        Context context = new Context(path.toAbsolutePath().getParent(), bases);
        DatasetFile file = DatasetFileReader.read(path.toString(), TextFile.read(path), context);
        return new DeclaredFile(file, context.choice, context.base);
    }

    /** As the file has them; null is open. */
    public List<String> labels() {
        return file.labels();
    }

    /** What the file declares; its base is put into the bucket if it is not there. */
    public DatasetDefinition definition(Bucket bucket) throws IOException {
        ImageSize size = Declarations.find(bucket, file.dataset()).map(DatasetDefinition::imageSize).orElse(null);
        if (file.base().complete()) {
            if (size == null && file.imageSize() == null) {
                throw new CommandException("images.size is missing in the file of the data set " + file.dataset()
                        + ": where the base is named by its object it is not read");
            }
            return file.definition(file.base().model(), size);
        }
        BaseFile found = base == null ? choice.in(bucket) : base;
        return file.definition(found.upload(bucket), size == null ? found.imageSize() : size);
    }

    /** What the file names: plans and a base beside it, or published weights. */
    private static final class Context extends PlanFiles {
        private final Path directory;
        private final Bases bases;
        private BaseChoice choice;
        private BaseFile base;

        private Context(Path directory, Bases bases) {
            super(directory, Context::planMistakes);
            this.directory = directory;
            this.bases = bases;
        }

        @Override
        public List<String> mistakes(BaseReference reference) {
            if (reference.complete()) {
                return List.of();
            }
            Path beside = directory.resolve(reference.name());
            try {
                choice = bases.choice(Files.isRegularFile(beside) ? beside.toString() : reference.name(),
                        reference.preprocessing());
                Optional<BaseFile> here = choice.findHere();
                base = here.orElse(null);
                return List.of();
            } catch (CommandException | IOException e) {
                return List.of(e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return List.of("reading it was interrupted");
            }
        }

        private static List<String> planMistakes(String plan) {
            try {
                PlanReader.read(plan);
                return List.of();
            } catch (InvalidPlanException e) {
                return e.mistakes();
            }
        }
    }
}
