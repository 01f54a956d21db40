package dev.thaw.platform.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import dev.thaw.contract.bucket.DatasetDefinition.Resize;
import dev.thaw.contract.text.ForeignText;
import dev.thaw.platform.connection.CommandException;
import dev.thaw.platform.dataset.BaseFile;
import dev.thaw.platform.model.Classifier;
import dev.thaw.platform.model.Classifier.Prediction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what a model says of images. */
@Command(name = "predict", description = "Print the label probabilities of images.", mixinStandardHelpOptions = true)
final class PredictCommand implements Callable<Integer> {

    @Option(names = "--model", required = true, paramLabel = "FILE_OR_DIR", description = "a .keras or .h5 file with labels.txt beside it, the directory of both, or an .onnx or .safetensors file that Thaw wrote")
    private Path model;

    @Option(names = "--resize", paramLabel = "HOW", defaultValue = "SQUASH", description = "how the images of its data set were fitted: squash, crop or pad (default: squash)")
    private Resize resize;

    @Option(names = "--preprocessing", paramLabel = "NAME", description = "what a model that others trained needs done to its pixels: tf, caffe, torch, unit or none (default: recognised)")
    private String preprocessing;

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @Parameters(paramLabel = "IMAGE", arity = "1..*")
    private List<Path> images;

    @Override
    public Integer call() throws IOException {
        List<Prediction> predictions = new ArrayList<>();
        int refused = 0;
        try (Classifier classifier = Classifier.open(model, BaseFile.preprocessing(preprocessing), resize)) {
            for (Path image : images) {
                try {
                    Prediction prediction = classifier.predict(image);
                    predictions.add(prediction);
                    if (!json) {
                        System.out.println(ForeignText.line(line(prediction)));
                    }
                } catch (CommandException e) {
                    // the others may be fine
                    System.err.println(ForeignText.lines(e.getMessage()));
                    refused++;
                }
            }
        }
        if (json) {
            Json.print(predictions);
        }
        return refused == 0 ? 0 : 1;
    }

    private static String line(Prediction prediction) {
        return prediction.image() + ": " + prediction.label() + "  (" + prediction.probabilities().entrySet().stream()
                .sorted(Map.Entry.<String, Float>comparingByValue().reversed())
                .map(entry -> String.format(Locale.ROOT, "%s %.4f", entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", ")) + ")";
    }
}
