package dev.weft.cli.publish;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.client.ImageClient;
import dev.weft.client.WeftClient;
import dev.weft.client.WeftException;
import dev.weft.client.erasure.Erasure;
import dev.weft.client.erasure.ErasureQuery;
import dev.weft.client.image.ModelRef;
import dev.weft.console.CommandSession;
import dev.weft.console.ExitCode;
import dev.weft.console.Json;
import dev.weft.console.Pause;
import dev.weft.console.ServerOption;
import dev.weft.console.terminal.Format;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weft erase}. */
@Command(
    name = "erase",
    description = {
      "Erase images. This cannot be undone.",
      "Removes the images from all lists, the label queue and new data sets, and deletes their"
          + " bytes, labels and cached features.",
      "Lists what still references an image: existing data sets, and versions that were trained on"
          + " them. Run the command again to see the progress."
    })
public final class EraseCommand implements Callable<Integer> {

  private static final Duration INTERVAL = Duration.ofMillis(200);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final CommandSession session;

  @Mixin private ServerOption server;

  @Parameters(arity = "1..*", paramLabel = "ID", description = "Ids of the images to erase.")
  private List<String> ids = new ArrayList<>();

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = "Name of the person who requests the erasure.")
  private String by;

  @Option(
      names = "--no-wait",
      description =
          "Do not wait until objects and labels are deleted. By default, waits up to one minute.")
  private boolean noWait;

  public EraseCommand(CommandSession session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    WeftClient client = server.reached();
    List<String> failures = new ArrayList<>();
    List<Erasure> erasures = order(client.images(), failures);
    if (!noWait) {
      erasures = awaited(client.images(), erasures);
    }
    erasures.forEach(this::print);
    failures.forEach(line -> session.print(session.style().red("failed: ") + line));
    ObjectNode json = Json.object().put("failed", failures.size());
    ArrayNode done = json.putArray("erasures");
    erasures.forEach(erasure -> done.add(Json.tree(erasure)));
    session.printJson(json);
    return failures.isEmpty() ? ExitCode.OK : ExitCode.IMAGES_FAILED;
  }

  /** An unknown image does not prevent the erasure of the others. */
  private List<Erasure> order(ImageClient images, List<String> failures) {
    List<Erasure> erasures = new ArrayList<>();
    for (String id : ids) {
      try {
        erasures.add(images.erase(id, new ErasureQuery(by)));
      } catch (WeftException e) {
        if (e.status() != 404) {
          throw e;
        }
        failures.add(id + ": " + e.reason());
      }
    }
    return erasures;
  }

  private static List<Erasure> awaited(ImageClient images, List<Erasure> ordered) {
    long end = System.nanoTime() + LONGEST.toNanos();
    List<Erasure> erasures = new ArrayList<>();
    for (Erasure erasure : ordered) {
      Erasure now = erasure;
      while (!now.done() && now.failure() == null && System.nanoTime() < end) {
        Pause.of(INTERVAL);
        // Views may lag behind the event for a moment.
        now = images.erasure(erasure.id()).orElse(now);
      }
      erasures.add(now);
    }
    return erasures;
  }

  private void print(Erasure erasure) {
    if (erasure.done()) {
      session.print(
          "%s is erased: %s deleted"
              .formatted(
                  session.style().bold(erasure.id()),
                  erasure.removed().isEmpty()
                      ? "no object"
                      : Format.count(erasure.removed().size(), "object")));
    } else {
      session.print(
          "%s was removed from all lists; its object and label are being deleted"
              .formatted(session.style().bold(erasure.id())));
    }
    if (erasure.failure() != null) {
      field(
          "the store refuses to delete its object; the deletion is retried every minute",
          erasure.failure().detail());
    }
    Erasure.Kept kept = erasure.kept();
    field(
        "versions trained on a data set that contains it",
        kept.versions().stream().map(ModelRef::toString).collect(Collectors.joining(" ")));
    field("data sets of trainings that contain it", String.join(" ", kept.datasets()));
    field("named data sets that contain it", String.join(" ", kept.namedDatasets()));
  }

  private void field(String what, String value) {
    if (!value.isEmpty()) {
      session.print("  " + what + ": " + value);
    }
  }
}
