package dev.weft.cli;

import dev.weft.bench.BenchCommand;
import dev.weft.cli.backup.BackupCommand;
import dev.weft.cli.backup.RestoreCommand;
import dev.weft.cli.completion.CompletionCommand;
import dev.weft.cli.create.CreateCommand;
import dev.weft.cli.dataset.DatasetCommand;
import dev.weft.cli.doctor.DoctorCommand;
import dev.weft.cli.export.ExportCommand;
import dev.weft.cli.key.KeyCommand;
import dev.weft.cli.label.DoubtfulCommand;
import dev.weft.cli.label.LabelCommand;
import dev.weft.cli.model.EvaluationCommand;
import dev.weft.cli.model.FetchImagenetCommand;
import dev.weft.cli.model.ImportWeightsCommand;
import dev.weft.cli.model.ModelCommand;
import dev.weft.cli.model.ModelsCommand;
import dev.weft.cli.publish.EraseCommand;
import dev.weft.cli.publish.ExplainCommand;
import dev.weft.cli.publish.ImageCommand;
import dev.weft.cli.publish.PublishCommand;
import dev.weft.cli.publish.WatchCommand;
import dev.weft.cli.rollout.RolloutCommand;
import dev.weft.cli.server.UpCommand;
import dev.weft.cli.status.StatusCommand;
import dev.weft.cli.train.CancelTrainingCommand;
import dev.weft.cli.train.TrainCommand;
import dev.weft.cli.train.TrainingsCommand;
import dev.weft.console.Context;
import dev.weft.console.Session;
import dev.weft.console.WeftCommand;
import dev.weft.console.terminal.Terminal;
import dev.weft.demo.DemoCommand;
import java.nio.file.Path;
import picocli.CommandLine;

/** Entry point of the command line. */
public final class Weft {
  private Weft() {}

  public static void main(String[] args) {
    // Libraries log through SLF4J; commands print their own messages.
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    Path home = Path.of(System.getProperty("weft.home", ".")).toAbsolutePath().normalize();
    Context context = new Context(Terminal.ofProcess(System.getenv()), System.getenv(), home);
    System.exit(commandLine(context).execute(args));
  }

  /** Creates the command line with all commands. */
  public static CommandLine commandLine(Context context) {
    WeftCommand options = new WeftCommand();
    Session session = new Session(context, options);
    CommandLine weft =
        new CommandLine(options)
            .addSubcommand(new UpCommand(session))
            .addSubcommand(new DemoCommand(session))
            .addSubcommand(new StatusCommand(session))
            .addSubcommand(new PublishCommand(session))
            .addSubcommand(new WatchCommand(session))
            .addSubcommand(new ImageCommand(session))
            .addSubcommand(new ExplainCommand(session))
            .addSubcommand(new EraseCommand(session))
            .addSubcommand(new CreateCommand(session))
            .addSubcommand(new LabelCommand(session))
            .addSubcommand(new DoubtfulCommand(session))
            .addSubcommand(new ExportCommand(session))
            .addSubcommand(DatasetCommand.create(session))
            .addSubcommand(new TrainCommand(session))
            .addSubcommand(new TrainingsCommand(session))
            .addSubcommand(new CancelTrainingCommand(session))
            .addSubcommand(new ModelsCommand(session))
            .addSubcommand(new EvaluationCommand(session))
            .addSubcommand(ModelCommand.create(session))
            .addSubcommand(RolloutCommand.create(session))
            .addSubcommand(new ImportWeightsCommand(session))
            .addSubcommand(new FetchImagenetCommand(session))
            .addSubcommand(KeyCommand.create(session))
            .addSubcommand(new BackupCommand(session))
            .addSubcommand(new RestoreCommand(session))
            .addSubcommand(new DoctorCommand(session))
            .addSubcommand(BenchCommand.create(session))
            .addSubcommand(CompletionCommand.create(session));
    new RootHelp().addTo(weft.getCommandSpec().usageMessage());
    HelpExamples.addTo(weft);
    Errors errors = new Errors(session);
    Terminal terminal = context.terminal();
    return weft.setCaseInsensitiveEnumValuesAllowed(true)
        .setAbbreviatedOptionsAllowed(false)
        .setOut(new java.io.PrintWriter(terminal.out(), true))
        .setErr(new java.io.PrintWriter(terminal.err(), true))
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(
                terminal.outStyle().color() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors);
  }
}
