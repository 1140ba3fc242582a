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
import dev.weft.cli.server.ArchiveClassesCommand;
import dev.weft.cli.server.UpCommand;
import dev.weft.cli.status.StatusCommand;
import dev.weft.cli.train.CancelTrainingCommand;
import dev.weft.cli.train.TrainCommand;
import dev.weft.cli.train.TrainingsCommand;
import dev.weft.console.CommandSession;
import dev.weft.console.Context;
import dev.weft.console.WeftCommand;
import dev.weft.console.terminal.Terminal;
import dev.weft.demo.DemoCommand;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine;

/** Entry point of the command line. */
public final class Weft {
  private static final String COMPLETION = "completion";
  private static final int LONGEST_JOIN_MILLIS = 100;

  /** The commands, in the order of the help. */
  private static final Map<String, Function<CommandSession, Object>> COMMANDS =
      new LinkedHashMap<>();

  static {
    COMMANDS.put("up", session -> new UpCommand(session));
    COMMANDS.put("demo", session -> new DemoCommand(session));
    COMMANDS.put("status", session -> new StatusCommand(session));
    COMMANDS.put("publish", session -> new PublishCommand(session));
    COMMANDS.put("watch", session -> new WatchCommand(session));
    COMMANDS.put("image", session -> new ImageCommand(session));
    COMMANDS.put("explain", session -> new ExplainCommand(session));
    COMMANDS.put("erase", session -> new EraseCommand(session));
    COMMANDS.put("create", session -> new CreateCommand(session));
    COMMANDS.put("label", session -> new LabelCommand(session));
    COMMANDS.put("doubtful", session -> new DoubtfulCommand(session));
    COMMANDS.put("export", session -> new ExportCommand(session));
    COMMANDS.put("dataset", session -> DatasetCommand.create(session));
    COMMANDS.put("train", session -> new TrainCommand(session));
    COMMANDS.put("trainings", session -> new TrainingsCommand(session));
    COMMANDS.put("cancel-training", session -> new CancelTrainingCommand(session));
    COMMANDS.put("models", session -> new ModelsCommand(session));
    COMMANDS.put("evaluation", session -> new EvaluationCommand(session));
    COMMANDS.put("model", session -> ModelCommand.create(session));
    COMMANDS.put("rollout", session -> RolloutCommand.create(session));
    COMMANDS.put("import-weights", session -> new ImportWeightsCommand(session));
    COMMANDS.put("fetch-imagenet", session -> new FetchImagenetCommand(session));
    COMMANDS.put("key", session -> KeyCommand.create(session));
    COMMANDS.put("backup", session -> new BackupCommand(session));
    COMMANDS.put("restore", session -> new RestoreCommand(session));
    COMMANDS.put("doctor", session -> new DoctorCommand(session));
    COMMANDS.put("bench", session -> BenchCommand.create(session));
    COMMANDS.put("archive-classes", session -> new ArchiveClassesCommand(session));
    COMMANDS.put(COMPLETION, session -> CompletionCommand.create(session));
  }

  private Weft() {}

  public static void main(String[] args) {
    // Libraries log through SLF4J; commands print their own messages.
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    Path home = Path.of(System.getProperty("weft.home", ".")).toAbsolutePath().normalize();
    Context context = new Context(Terminal.ofProcess(System.getenv()), System.getenv(), home);
    int code = execute(context, args);
    endHttpClients();
    System.exit(code);
  }

  /**
   * Ends the threads of the JDK's HTTP clients, which can be closed only from Java 21 on. An exit
   * waits for a third of a second, half of a short command's time, while a thread is in native
   * code, as these are.
   */
  private static void endHttpClients() {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().endsWith("-SelectorManager")) {
        thread.interrupt();
        try {
          thread.join(LONGEST_JOIN_MILLIS);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  /**
   * Executes a command.
   *
   * @return the exit code
   */
  public static int execute(Context context, String... args) {
    return commandLine(context, needed(args)).execute(args);
  }

  /** Creates the command line with all commands. */
  public static CommandLine commandLine(Context context) {
    return commandLine(context, COMMANDS.keySet());
  }

  /**
   * The commands that these arguments may refer to: building all of them takes longer than most
   * commands.
   */
  private static Set<String> needed(String... args) {
    String first = Arrays.stream(args).filter(word -> !word.startsWith("-")).findFirst().orElse("");
    return COMMANDS.containsKey(first) && !first.equals(COMPLETION)
        ? Set.of(first)
        : COMMANDS.keySet();
  }

  private static CommandLine commandLine(Context context, Set<String> names) {
    WeftCommand options = new WeftCommand();
    CommandSession session = new CommandSession(context, options);
    CommandLine weft = new CommandLine(options);
    names.forEach(name -> weft.addSubcommand(name, COMMANDS.get(name).apply(session)));
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
