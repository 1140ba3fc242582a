package dev.weft.cli.model;

import dev.weft.console.Session;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weft import-weights}. */
@Command(
    name = "import-weights",
    description = {
      "Makes a model version of a Keras weight file for Xception, with or without its top.",
      "Weights without a top get a new one, which knows nothing until it is trained, for the"
          + " classes that are named; with --new-top any weights do.",
      "A running Weft serves a new model without a restart."
    })
public final class ImportWeightsCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private ImportOptions options;

  @Parameters(paramLabel = "FILE", description = "The weight file.")
  private Path file;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "imported",
      description = "The model's name; its next free version is taken. Default: imported.")
  private String name;

  @Option(
      names = "--new-top",
      description =
          "Give the weights a new top for the classes that are named, whatever top the file has.")
  private boolean newTop;

  public ImportWeightsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    return new WeightsImport(session, options).run(file, name, options.classes(), newTop);
  }
}
