package dev.thaw.platform.command;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

import dev.thaw.contract.text.ForeignText;
import dev.thaw.finetuning.keras.BaseModel;
import dev.thaw.finetuning.network.SummaryTable;
import dev.thaw.finetuning.plan.FineTuningPlan;
import dev.thaw.finetuning.plan.PlanReader;
import dev.thaw.finetuning.training.FineTuningTask;
import dev.thaw.platform.connection.CommandException;
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
        if (labels < 2) {
            throw new CommandException("--labels takes a number of 2 or more, not " + labels);
        }
        BaseFile file = bases.choice(base, options).here();
        BaseModel model = file.model(options.imageSize());
        String yaml = options.plan();
        FineTuningPlan plan = yaml == null ? PlanReader.defaultPlan() : PlanReader.read(yaml);
        FineTuningTask task = FineTuningTask.prepare(model, plan,
                TrialLabels.of(plan, IntStream.rangeClosed(1, labels).mapToObj(i -> "label " + i)).limit(labels).toList());
        ModelSummary summary = ModelSummary.of(file.name(), model.sha256(), model.preprocessing().name(), task);
        if (json) {
            Json.print(summary);
        } else {
            print(summary, task);
        }
        return 0;
    }

    private static void print(ModelSummary summary, FineTuningTask task) {
        System.out.println(
                "base " + summary.base() + ", preprocessing " + summary.preprocessing() + ", SHA-256 " + summary.sha256());
        System.out.println();
        Map<String, Set<String>> trainable = new LinkedHashMap<>();
        task.stages().forEach(stage -> trainable.put(stage.name(), stage.trainable()));
        System.out.println(ForeignText.lines(SummaryTable.of(task.network(), trainable).toString()));
        Table stages = new Table("stage", "trainable", "of", "learning rate", "epochs", "penalty terms", "their sum",
                "frozen up to");
        for (ModelSummary.StageRow stage : summary.stages()) {
            stages.row(stage.name(), whole(stage.trainableParameters()), whole(stage.totalParameters()),
                    rate(stage.learningRate()), stage.epochs(), stage.penalties().size(),
                    value(stage.penalties().values().stream().mapToDouble(Double::doubleValue).sum()),
                    String.join(", ", stage.cut()));
        }
        stages.lines().forEach(System.out::println);
        printPenalties(summary.stages());
    }

    /** Every term with its value in each stage; 0 where its layer is frozen. */
    private static void printPenalties(List<ModelSummary.StageRow> stages) {
        Set<String> terms = stages.get(0).penalties().keySet();
        if (terms.isEmpty()) {
            return;
        }
        List<String> headings = new ArrayList<>(List.of("penalty"));
        stages.forEach(stage -> headings.add(stage.name()));
        Table table = new Table(headings.toArray(String[]::new));
        for (String term : terms) {
            List<Object> row = new ArrayList<>(List.of(term));
            stages.forEach(stage -> row.add(value(stage.penalties().get(term))));
            table.row(row.toArray());
        }
        System.out.println();
        table.lines().forEach(System.out::println);
        if (terms.stream().anyMatch(term -> term.startsWith("activity"))) {
            System.out.println("  (activities: for one image of even grey)");
        }
    }

    private static String rate(double number) {
        return new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString();
    }

    private static String value(double number) {
        return number == 0 ? "0" : String.format(Locale.ROOT, number >= 0.001 ? "%.6f" : "%.4e", number);
    }

    private static String whole(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
