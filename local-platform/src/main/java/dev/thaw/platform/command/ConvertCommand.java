package dev.thaw.platform.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import dev.thaw.contract.text.ForeignText;
import dev.thaw.finetuning.export.ModelFile;
import dev.thaw.finetuning.export.ModelFileException;
import dev.thaw.finetuning.export.ModelFormat;
import dev.thaw.finetuning.export.SavedModel;
import dev.thaw.finetuning.export.TrainedModel;
import dev.thaw.finetuning.keras.KerasFileException;
import dev.thaw.finetuning.keras.Preprocessing;
import dev.thaw.finetuning.keras.applications.Applications;
import dev.thaw.finetuning.network.ClassProbabilities;
import dev.thaw.finetuning.network.ParameterCounts;
import dev.thaw.platform.connection.CommandException;
import dev.thaw.platform.dataset.BaseFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a model in another format. */
@Command(name = "convert", description = "Write a whole model in another format: .h5, .keras, .onnx or .safetensors, as the names say. Labels are taken along.", mixinStandardHelpOptions = true)
final class ConvertCommand implements Callable<Integer> {

    private static final int FEW = 10;

    @Option(names = "--architecture", paramLabel = "NAME", description = "which network a file of weights alone belongs to (default: recognised)")
    private String architecture;

    @Option(names = "--preprocessing", paramLabel = "NAME", description = "put it into the model, so that it takes raw RGB pixels 0..255: tf, caffe, torch or unit (default: the network stays as it is)")
    private String preprocessing;

    @Parameters(index = "0", paramLabel = "IN", description = "a Keras model, whole or weights alone, or an .onnx or .safetensors file that Thaw wrote")
    private Path in;

    @Parameters(index = "1", paramLabel = "OUT", description = "is replaced if it is there")
    private Path out;

    @Override
    public Integer call() throws IOException {
        if (!Files.isRegularFile(in)) {
            throw new CommandException("there is no model " + in);
        }
        try {
            ModelFormat format = ModelFormat.of(out);
            SavedModel read = read();
            SavedModel model = new SavedModel(read.network(), read.weights(), labels(read));
            Files.createDirectories(out.toAbsolutePath().getParent());
            ModelFile.write(out.toAbsolutePath(), model);
            System.out.println(ForeignText.line(line(model)));
            writeLabels(format, model.labels());
        } catch (KerasFileException | ModelFileException e) {
            throw new CommandException(e.getMessage(), e);
        } catch (OutOfMemoryError e) {
            throw new CommandException(in + " needs more memory than Java has here, "
                    + (Runtime.getRuntime().maxMemory() >> 20) + " MB", e);
        }
        return 0;
    }

    private SavedModel read() throws IOException {
        SavedModel model = ModelFile.read(in, architecture == null ? null : Applications.named(architecture));
        Preprocessing inside = BaseFile.preprocessing(preprocessing);
        try {
            return inside == null ? model : model.takingPixels(inside);
        } catch (IllegalArgumentException e) {
            throw new CommandException(in.getFileName() + ": " + e.getMessage(), e);
        }
    }

    /** Those in the file, else those beside it if they fit. */
    private List<String> labels(SavedModel model) throws IOException {
        if (!model.labels().isEmpty()) {
            return model.labels();
        }
        List<String> beside = TrainedModel.labelsBeside(in.toAbsolutePath());
        return ClassProbabilities.fits(model.network().outputShape().channels(), beside.size()) ? beside : List.of();
    }

    /** Beside a file that has no place for them; what somebody put there stays. */
    private void writeLabels(ModelFormat format, List<String> labels) throws IOException {
        Path file = out.toAbsolutePath().resolveSibling(TrainedModel.LABELS);
        if (!format.holdsLabels() && !labels.isEmpty() && !Files.exists(file)) {
            Files.write(file, labels);
            System.out.println("its labels are in " + file);
        }
    }

    private String line(SavedModel model) {
        return String.format(Locale.ROOT, "%s: %d layers, %,d parameters, output %s, %s", out, model.network().nodes().size(),
                ParameterCounts.of(model.network()).total(), model.network().outputShape(),
                said(model.labels()));
    }

    private static String said(List<String> labels) {
        if (labels.isEmpty()) {
            return "no labels";
        }
        return labels.size() > FEW ? labels.size() + " labels" : "labels " + String.join(", ", labels);
    }
}
