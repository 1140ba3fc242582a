package dev.weft.chaos.check;

import dev.weft.chaos.history.HistoryReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks a history. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Checks in a history whether all guarantees held.",
    footer = {
      "",
      "Exit code 0: all guarantees held; 1: one was violated; 2: the history cannot be read."
    })
public final class Check implements Callable<Integer> {
  private static final int UNREADABLE = 2;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description = "History in JSON Lines; several files are read as one, in their order.")
  private List<Path> files = List.of();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Also write the verdict to this" + " file.")
  private Path json;

  @Option(names = "--rules", description = "Only list the guarantees.")
  private boolean rules;

  @Spec private CommandSpec spec;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Check()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (rules) {
      for (Guarantee rule : Guarantee.values()) {
        out.println(rule.code() + ": " + rule.promise());
      }
      out.flush();
      return 0;
    }
    if (files.isEmpty()) {
      throw new CommandLine.ParameterException(spec.commandLine(), "specify a history to check");
    }
    Checker checker = new Checker();
    try {
      for (Path file : files) {
        HistoryReader.read(file, checker::add);
      }
    } catch (IOException e) {
      spec.commandLine().getErr().println("cannot read the history: " + e.getMessage());
      return UNREADABLE;
    }
    CheckVerdict verdict = checker.verdict();
    CheckReport report = new CheckReport(verdict);
    report.print(out);
    if (json != null) {
      Files.writeString(json, report.json());
    }
    return verdict.isClean() ? 0 : 1;
  }
}
