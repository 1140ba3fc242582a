package dev.weft.cli.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.cli.CliException;
import dev.weft.cli.ExitCode;
import dev.weft.cli.ServerOption;
import dev.weft.cli.Session;
import dev.weft.cli.client.WeftClient;
import dev.weft.cli.terminal.Style;
import dev.weft.cli.terminal.Table;
import dev.weft.cli.terminal.Table.Align;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code weft models}. */
@Command(
    name = "models",
    description = {
      "Lists the models and versions in the store, a model's versions, or one version.",
      "A version is named by its number or an alias, such as champion."
    })
public final class ModelsCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private ServerOption server;

  @Parameters(index = "0", arity = "0..1", paramLabel = "MODEL", description = "Only this one.")
  private String model;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "VERSION",
      description = "Only this one, with where it comes from.")
  private String version;

  public ModelsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    WeftClient client = server.client();
    JsonNode all = client.models();
    if (model == null) {
      return list(all);
    }
    JsonNode found =
        (version == null ? client.versions(model) : client.version(model, version))
            .orElseThrow(this::unknown);
    ModelText text = new ModelText(session.style());
    session.print(version == null ? text.versions(found.path("versions")) : text.version(found));
    session.printJson(found);
    return ExitCode.OK;
  }

  private CliException unknown() {
    String what = version == null ? "model " + model : "version " + version + " of model " + model;
    return new CliException(
        ExitCode.NOT_FOUND, "the store holds no " + what, "`weft models` lists what there is");
  }

  private int list(JsonNode answer) {
    Style style = session.style();
    ModelText text = new ModelText(style);
    Table table =
        new Table()
            .column("model", Align.LEFT)
            .column("version", Align.RIGHT)
            .column("does", Align.LEFT)
            .column("aliases", Align.LEFT)
            .column("input", Align.LEFT)
            .column("published", Align.LEFT)
            .column("classes", Align.LEFT);
    for (JsonNode each : answer.path("models")) {
      if (each.path("versions").isEmpty()) {
        String from = each.path("base").asText("a base");
        table.row(
            each.path("name").asText(), "-", "waits for a training", "", "", "", "from " + from);
      }
      for (JsonNode one : each.path("versions")) {
        JsonNode size = one.path("inputSize");
        table.row(
            each.path("name").asText(),
            one.path("version").asText(),
            text.does(one),
            ModelText.aliases(one),
            size.path(0).asText() + "x" + size.path(1).asText(),
            one.path("publishedAt").asText(""),
            classesOf(one, Math.max(30, style.columns() - 90)));
      }
    }
    session.print(table.lines(style));
    if (answer.path("models").isEmpty()) {
      session.note("no model yet: make one with `weft create NAME photos/`");
    }
    session.printJson((ObjectNode) answer);
    return ExitCode.OK;
  }

  private static String classesOf(JsonNode version, int room) {
    List<String> names = new ArrayList<>();
    version.path("classes").forEach(name -> names.add(name.asText()));
    String all = String.join(" ", names);
    return names.size() + ": " + (all.length() <= room ? all : all.substring(0, room - 3) + "...");
  }

  /** Every class of every version in what {@code GET /v1/models} answers. */
  public static Set<String> classes(JsonNode models) {
    Set<String> classes = new TreeSet<>();
    models
        .path("models")
        .forEach(
            model ->
                model
                    .path("versions")
                    .forEach(
                        version ->
                            version.path("classes").forEach(name -> classes.add(name.asText()))));
    return classes;
  }
}
