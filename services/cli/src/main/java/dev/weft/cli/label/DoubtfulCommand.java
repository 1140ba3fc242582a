package dev.weft.cli.label;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.weft.client.Tags;
import dev.weft.client.WeftClient;
import dev.weft.client.image.Image;
import dev.weft.client.image.LabelSelection;
import dev.weft.client.label.LabelQueue;
import dev.weft.client.label.LabelQueueQuery;
import dev.weft.client.label.LabelRequest;
import dev.weft.console.CliException;
import dev.weft.console.CommandSession;
import dev.weft.console.ExitCode;
import dev.weft.console.Json;
import dev.weft.console.ServerOption;
import dev.weft.console.terminal.Format;
import dev.weft.console.terminal.Table;
import dev.weft.console.terminal.Table.Align;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code weft doubtful}. */
@Command(
    name = "doubtful",
    description = {
      "List the images whose label is probably wrong according to the newest training of their"
          + " model, or confirm or correct labels.",
      "The most doubtful labels come first.",
      "A label that was confirmed or corrected is not listed again, even after later trainings. The"
          + " same images are shown one at a time on the dashboard's Label page."
    })
public final class DoubtfulCommand implements Callable<Integer> {

  private final CommandSession session;

  @Mixin private ServerOption server;

  @Option(names = "--model", paramLabel = "NAME", description = "List only images of this model.")
  private String model;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "Maximum number of images to list, up to 200. Default: 50.")
  private int limit;

  @Option(
      names = "--keep",
      paramLabel = "ID",
      description = "Confirm the label of this image. Can be repeated.")
  private List<String> keep = new ArrayList<>();

  @Option(
      names = "--correct",
      paramLabel = "ID=LABEL",
      description = "Replace the label of this image. Can be repeated.")
  private Map<String, String> correct = new LinkedHashMap<>();

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = "Name of the person who confirms or corrects the labels.")
  private String by;

  public DoubtfulCommand(CommandSession session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (limit < 1 || limit > 200) {
      throw new CliException(
          ExitCode.USAGE,
          "--limit must be 1 to 200, but is " + limit,
          "run the command again for the others");
    }
    WeftClient client = server.reached();
    LabelQueueQuery doubtful = new LabelQueueQuery(LabelQueue.Reason.DOUBTFUL, limit, model);
    return keep.isEmpty() && correct.isEmpty()
        ? list(client.labels().queue(doubtful))
        : answer(client);
  }

  private int list(LabelQueue answer) {
    Table table =
        new Table()
            .column("image", Align.LEFT)
            .column("file", Align.LEFT)
            .column("label", Align.LEFT)
            .column("probably", Align.LEFT)
            .column("probability", Align.RIGHT);
    for (LabelQueue.Queued each : answer.images()) {
      LabelQueue.Doubt doubt = each.doubt();
      table.row(
          each.id(),
          each.image().tags().getOrDefault(Tags.FILE, ""),
          doubt.label(),
          doubt.likelier(),
          Format.probability(doubt.probability()));
    }
    if (answer.images().isEmpty()) {
      session.print("no labels are doubtful");
    } else {
      session.print(table.lines(session.style()));
      session.note(
          "confirm a label with --keep ID, or correct it with --correct ID=LABEL; the dashboard"
              + " shows the images");
    }
    session.printJson(answer);
    return ExitCode.OK;
  }

  private int answer(WeftClient client) {
    Map<String, String> answers = new LinkedHashMap<>();
    for (String id : keep) {
      answers.put(id, labelOf(client, id));
    }
    answers.putAll(correct);
    ArrayNode said = Json.object().putArray("answered");
    answers.forEach(
        (id, label) -> {
          client
              .images()
              .label(id, new LabelRequest(label, true, by, null, LabelSelection.DOUBTFUL));
          session.print("%s: labeled %s".formatted(id, label));
          said.addObject().put("id", id).put("label", label);
        });
    session.printJson(Json.object().set("answered", said));
    return ExitCode.OK;
  }

  private static String labelOf(WeftClient client, String id) {
    Image image =
        client
            .images()
            .find(id)
            .orElseThrow(
                () ->
                    new CliException(
                        ExitCode.NOT_FOUND,
                        "the image " + id + " does not exist",
                        "`weft doubtful` lists the images with doubtful labels"));
    if (image.label() == null) {
      throw new CliException(
          ExitCode.USAGE,
          "the image %s has no label to confirm".formatted(id),
          "label it with --correct %s=LABEL".formatted(id));
    }
    return image.label();
  }
}
