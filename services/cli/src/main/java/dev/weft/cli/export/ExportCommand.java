package dev.weft.cli.export;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.cli.CliException;
import dev.weft.cli.ExitCode;
import dev.weft.cli.FileFault;
import dev.weft.cli.Json;
import dev.weft.cli.ServerOption;
import dev.weft.cli.Session;
import dev.weft.cli.client.LabeledImages;
import dev.weft.cli.client.WeftClient;
import dev.weft.cli.terminal.Format;
import dev.weft.cli.terminal.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weft export}. */
@Command(
    name = "export",
    description = {
      "Writes the labeled images of a model into a folder: each image below the name of its label,"
          + " and a list of them, which `weft label` reads. Imported from that list elsewhere, the"
          + " images have the same ids, and the same recipe makes the same head of them.",
    })
public final class ExportCommand implements Callable<Integer> {
  private static final int FAULTS_SHOWN = 10;

  /** What is written. */
  enum Contents {
    FOLDER,
    CSV,
    JSONL
  }

  private final Session session;

  @Mixin private ServerOption server;

  @Parameters(paramLabel = "DIR", description = "Where to; it must not hold a list already.")
  private Path folder;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "Whose images. Default: the server's, which is clothing if nobody changed it.")
  private String model;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "folder",
      description =
          "folder for images and labels.csv; csv or jsonl for the list alone, which names each image"
              + " by its address. Default: folder.")
  private Contents contents;

  @Option(
      names = "--label",
      paramLabel = "LABEL",
      description = "Only this one; may be given several times.")
  private List<String> labels = new ArrayList<>();

  @Option(
      names = "--source",
      paramLabel = "SOURCE",
      description =
          "Only labels that came from there: person, folder, csv, label-studio, object-store.")
  private String source;

  @Option(names = "--by", paramLabel = "NAME", description = "Only labels that this one gave.")
  private String by;

  @Option(
      names = "--tag",
      paramLabel = "KEY=VALUE",
      description = "Only images with this tag; may be given several times.")
  private Map<String, String> tags = new TreeMap<>();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Only labels of then or later, such as 2026-11-01T00:00:00Z.")
  private Instant since;

  @Option(names = "--until", paramLabel = "TIME", description = "Only labels from before.")
  private Instant until;

  public ExportCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    WeftClient client = server.client();
    client.models();
    LabelTable.Form form = contents == Contents.JSONL ? LabelTable.Form.JSONL : LabelTable.Form.CSV;
    if (Files.exists(folder.resolve(form.file()))) {
      throw new CliException(
          ExitCode.USAGE,
          folder.resolve(form.file()) + " is there already",
          "choose another folder, or remove it; images that are there are not fetched again");
    }
    try {
      Files.createDirectories(folder);
      return export(client, form);
    } catch (IOException e) {
      throw new CliException(
          ExitCode.FAILED,
          "cannot write to %s: %s".formatted(folder, FileFault.of(e)),
          "check its rights, and the room on the disk",
          e);
    }
  }

  private int export(WeftClient client, LabelTable.Form form) throws IOException {
    ExportFilter filter = new ExportFilter(model, labels, source, by, tags, since, until);
    ImageFolder images = contents == Contents.FOLDER ? new ImageFolder(client, folder) : null;
    SortedMap<String, Integer> classes = new TreeMap<>();
    List<String> faults = new ArrayList<>();
    int faulty = 0;
    int done = 0;
    Path list;
    try (Progress progress = session.progress("exporting");
        LabelTable table = new LabelTable(form, folder)) {
      Iterator<JsonNode> labeled =
          new LabeledImages(client, labels.size() == 1 ? labels.get(0) : null);
      while (labeled.hasNext()) {
        JsonNode image = labeled.next();
        if (!filter.admits(image)) {
          continue;
        }
        String file = null;
        if (images != null) {
          ImageFolder.Copy copy = images.copy(image);
          file = copy.file();
          if (copy.fault() != null) {
            faulty++;
            if (faults.size() < FAULTS_SHOWN) {
              faults.add(copy.fault());
            }
            continue;
          }
        }
        table.add(image, file, client.address(image.path("links").path("content").asText()));
        classes.merge(image.path("label").asText(), 1, Integer::sum);
        progress.update(++done, 0, "images");
      }
      list = table.finish();
    }
    classes.forEach((label, count) -> session.print("%6d  %s".formatted(count, label)));
    session.print(
        session.style().bold(Format.count(done, "image"))
            + " in "
            + list
            + (faulty == 0 ? "" : ", %d could not be had".formatted(faulty)));
    if (done == 0) {
      session.note(
          "no labeled image fits; without --model those of the server's own model are meant");
    }
    faults.forEach(fault -> session.print(session.style().red("left out: ") + fault));
    session.printJson(
        Json.object().put("images", done).put("leftOut", faulty).put("list", list.toString()));
    return faulty > 0 ? ExitCode.IMAGES_FAILED : ExitCode.OK;
  }
}
