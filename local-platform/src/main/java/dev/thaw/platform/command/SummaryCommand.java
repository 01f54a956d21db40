package dev.thaw.platform.command;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.thaw.contract.bucket.Manifest.ImageSize;
import dev.thaw.finetuning.keras.BaseModel;
import dev.thaw.finetuning.plan.FineTuningPlan;
import dev.thaw.finetuning.plan.PlanReader;
import dev.thaw.finetuning.training.FineTuningTask;
import dev.thaw.platform.console.Table;
import dev.thaw.platform.dataset.BaseFile;
import dev.thaw.platform.model.ModelSummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what a plan would train of a base. */
@Command(name = "summary", description = "Show the layers of a base with its new head, and what each stage of a plan trains; trains nothing.", mixinStandardHelpOptions = true)
final class SummaryCommand implements Callable<Integer> {

    @Option(names = "--base", required = true, paramLabel = "FILE|NAME", description = "the pre-trained Keras model, .h5 or .keras, or published weights by name, such as ResNet50")
    private String base;

    @Mixin
    private BaseOptions bases;

    @Mixin
    private DatasetOptions options;

    @Option(names = "--labels", paramLabel = "N", defaultValue = "2", description = "how many labels the head has (default: 2)")
    private int labels;

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        BaseFile file = bases.choice(base, options).here();
        ImageSize size = options.imageSize();
        BaseModel model = size == null || size.equals(file.imageSize())
                ? file.model()
                : file.model().resized(size.height(), size.width());
        String yaml = options.plan();
        FineTuningPlan plan = yaml == null ? PlanReader.defaultPlan() : PlanReader.read(yaml);
        List<String> names = IntStream.rangeClosed(1, labels).mapToObj(i -> "label " + i).toList();
        ModelSummary summary = ModelSummary.of(file.name(), model.sha256(), model.preprocessing().name(),
                FineTuningTask.prepare(model, plan, names));
        if (json) {
            Json.print(summary);
        } else {
            print(summary);
        }
        return 0;
    }

    private static void print(ModelSummary summary) {
        System.out.println(
                "base " + summary.base() + ", preprocessing " + summary.preprocessing() + ", SHA-256 " + summary.sha256());
        System.out.println();
        Table layers = new Table("layer", "type", "output shape", "parameters", "trainable in");
        for (ModelSummary.LayerRow layer : summary.layers()) {
            layers.row(layer.name(), layer.type(), layer.shape(), whole(layer.parameters()), stages(summary, layer));
        }
        layers.lines().forEach(System.out::println);
        System.out.println();
        Table stages = new Table("stage", "trainable", "of", "learning rate", "epochs", "penalty terms", "their sum",
                "frozen up to");
        for (ModelSummary.StageRow stage : summary.stages()) {
            stages.row(stage.name(), whole(stage.trainableParameters()), whole(stage.totalParameters()),
                    Double.toString(stage.learningRate()), stage.epochs(), stage.penalties().size(),
                    String.format(Locale.ROOT, "%.6f",
                            stage.penalties().values().stream().mapToDouble(Double::doubleValue).sum()),
                    String.join(", ", stage.cut()));
        }
        stages.lines().forEach(System.out::println);
    }

    private static String stages(ModelSummary summary, ModelSummary.LayerRow layer) {
        if (layer.parameters() == 0) {
            return "";
        }
        String stages = IntStream.range(0, summary.stages().size()).filter(layer.trainable()::get)
                .mapToObj(i -> summary.stages().get(i).name()).collect(Collectors.joining(", "));
        return stages.isEmpty() ? "-" : stages;
    }

    private static String whole(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
