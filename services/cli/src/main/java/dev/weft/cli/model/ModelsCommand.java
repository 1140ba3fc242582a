package dev.weft.cli.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.cli.ExitCode;
import dev.weft.cli.ServerOption;
import dev.weft.cli.Session;
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

/** {@code weft models}. */
@Command(name = "models", description = "Lists the models and versions in the store.")
public final class ModelsCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private ServerOption server;

  public ModelsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    JsonNode answer = server.client().models();
    Style style = session.style();
    Table table =
        new Table()
            .column("model", Align.LEFT)
            .column("version", Align.RIGHT)
            .column("input", Align.LEFT)
            .column("published", Align.LEFT)
            .column("classes", Align.LEFT);
    for (JsonNode model : answer.path("models")) {
      for (JsonNode version : model.path("versions")) {
        JsonNode size = version.path("inputSize");
        table.row(
            model.path("name").asText(),
            version.path("version").asText(),
            size.path(0).asText() + "x" + size.path(1).asText(),
            version.path("publishedAt").asText(""),
            classesOf(version, Math.max(30, style.columns() - 60)));
      }
    }
    session.print(table.lines(style));
    if (answer.path("models").isEmpty()) {
      session.note("no model yet: import one with `weft import-weights FILE`");
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
