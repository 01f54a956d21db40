package dev.thaw.platform.command;

import java.util.List;

import dev.thaw.contract.text.ForeignText;
import dev.thaw.platform.demo.PretrainDemoBaseCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The thaw command. Exit status 0: done as asked; 1: failed, with one sentence on standard error; 2: wrong usage. */
@Command(name = "thaw", description = "Keeps image classifiers fresh: staged fine-tuning of pre-trained Keras networks, driven by events.", mixinStandardHelpOptions = true, version = "thaw 0.1.0", synopsisSubcommandLabel = "COMMAND", subcommands = {
        RunCommand.class, DemoCommand.class, PretrainDemoBaseCommand.class, UpCommand.class, DownCommand.class,
        StatusCommand.class, PushCommand.class, TrainCommand.class, StopCommand.class, RunsCommand.class, ModelsCommand.class,
        RollbackCommand.class, PromoteCommand.class, RefuseCommand.class,
        WatchCommand.class,
        SummaryCommand.class, AugmentCommand.class, LearningRateFindCommand.class, PredictCommand.class, ConvertCommand.class,
        RebuildCommand.class, DeadLettersCommand.class, DatasetCommand.class, RejectedCommand.class,
        CommandLine.HelpCommand.class})
public final class Thaw implements Runnable {

    @Spec
    private CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Thaw());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((e, commandLine, parsed) -> report(e));
        line.setParameterExceptionHandler((e, arguments) -> {
            String usage = e.getCommandLine().getCommandName();
            String mistake = mistake(e);
            System.err.println(ForeignText.lines(mistake) + (mistake.matches("(?s).*[.?]") ? "" : ";") + " see: thaw "
                    + (usage.equals("thaw") ? "" : usage + " ") + "--help");
            return CommandLine.ExitCode.USAGE;
        });
        return line;
    }

    private static int report(Exception e) {
        System.err.println(ForeignText.lines(Failure.sentence(e)));
        if (System.getenv("THAW_DEBUG") != null) {
            e.printStackTrace();
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static String mistake(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched && e.getCommandLine().getParent() == null
                && !unmatched.isUnknownOption()) {
            List<String> meant = unmatched.getSuggestions();
            return "there is no command " + unmatched.getUnmatched().get(0)
                    + (meant.isEmpty() ? "" : "; did you mean " + String.join(", ", meant) + "?");
        }
        return e.getMessage();
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
