package dev.weft.cli.model;

import dev.weft.client.WeftClient;
import dev.weft.client.model.Model;
import dev.weft.client.model.ModelList;
import dev.weft.client.model.ModelVersion;
import dev.weft.client.model.ModelVersionDetail;
import dev.weft.client.model.ModelVersionList;
import dev.weft.console.CliException;
import dev.weft.console.CommandSession;
import dev.weft.console.ExitCode;
import dev.weft.console.ServerOption;
import dev.weft.console.terminal.Style;
import dev.weft.console.terminal.Table;
import dev.weft.console.terminal.Table.Align;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code weft models}. */
@Command(
    name = "models",
    description = {
      "List models and versions, the versions of a model, or the details of a version.",
      "A version is given by its number or by an alias, such as champion."
    })
public final class ModelsCommand implements Callable<Integer> {
  private final CommandSession session;

  @Mixin private ServerOption server;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "MODEL",
      description = "Show only this model.")
  private String model;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "VERSION",
      description = "Show only this version, with its lineage.")
  private String version;

  public ModelsCommand(CommandSession session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    WeftClient client = server.client();
    ModelList all = ServerOption.models(client);
    if (model == null) {
      return list(all);
    }
    ModelText text = new ModelText(session.style());
    if (version == null) {
      ModelVersionList found = client.models().versions(model).orElseThrow(this::unknown);
      session.print(text.versions(found.versions()));
      session.printJson(found);
    } else {
      ModelVersionDetail found = client.models().version(model, version).orElseThrow(this::unknown);
      session.print(text.version(found));
      session.printJson(found);
    }
    return ExitCode.OK;
  }

  private CliException unknown() {
    String what = version == null ? "model " + model : "version " + version + " of model " + model;
    return new CliException(
        ExitCode.NOT_FOUND, "the store does not contain " + what, "`weft models` lists all models");
  }

  private int list(ModelList answer) {
    Style style = session.style();
    ModelText text = new ModelText(style);
    Table table =
        new Table()
            .column("model", Align.LEFT)
            .column("version", Align.RIGHT)
            .column("role", Align.LEFT)
            .column("aliases", Align.LEFT)
            .column("input", Align.LEFT)
            .column("published", Align.LEFT)
            .column("classes", Align.LEFT);
    for (Model each : answer.models()) {
      if (each.versions().isEmpty()) {
        String from = each.base() == null ? "a base" : each.base();
        table.row(each.name(), "-", "not trained yet", "", "", "", "from " + from);
      }
      for (ModelVersion one : each.versions()) {
        table.row(
            each.name(),
            String.valueOf(one.version()),
            text.does(one.serving(), one.candidate()),
            String.join(" ", one.aliases()),
            one.inputSize().get(0) + "x" + one.inputSize().get(1),
            one.publishedAt().toString(),
            classesOf(one, Math.max(30, style.columns() - 90)));
      }
    }
    session.print(table.lines(style));
    if (answer.models().isEmpty()) {
      session.note("there are no models yet; `weft create NAME photos/` creates one");
    }
    session.printJson(answer);
    return ExitCode.OK;
  }

  private static String classesOf(ModelVersion version, int room) {
    String all = String.join(" ", version.classes());
    return version.classes().size()
        + ": "
        + (all.length() <= room ? all : all.substring(0, room - 3) + "...");
  }
}
