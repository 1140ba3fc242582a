package dev.weft.cli.export;

import dev.weft.cli.dataset.DatasetFilterOptions;
import dev.weft.cli.dataset.DatasetText;
import dev.weft.cli.model.KnownModel;
import dev.weft.client.WeftClient;
import dev.weft.client.dataset.DatasetImage;
import dev.weft.client.image.Image;
import dev.weft.client.image.ImageState;
import dev.weft.console.CliException;
import dev.weft.console.CommandSession;
import dev.weft.console.ExitCode;
import dev.weft.console.FileFault;
import dev.weft.console.Json;
import dev.weft.console.ServerOption;
import dev.weft.console.terminal.Format;
import dev.weft.console.terminal.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weft export}. */
@Command(
    name = "export",
    description = {
      "Export the labeled images of a model to a folder.",
      "Writes each image to a subfolder named after its label, and a list of all images, which"
          + " `weft label` can import. Images imported from the list keep their ids, so that"
          + " training with the same recipe produces the same head.",
    })
public final class ExportCommand implements Callable<Integer> {
  private static final int FAULTS_SHOWN = 10;

  /** What to export. */
  enum Contents {
    FOLDER,
    CSV,
    JSONL
  }

  private final CommandSession session;

  @Mixin private ServerOption server;

  @Parameters(
      paramLabel = "DIR",
      description = "Folder to write to. It must not contain a list already.")
  private Path folder;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description =
          "Model whose images to export. Default: the server's default model, clothing unless"
              + " configured otherwise.")
  private String model;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "folder",
      description =
          "Export format: folder writes the images and labels.csv; csv and jsonl write only the"
              + " list, which refers to each image by its URL. Default: folder.")
  private Contents contents;

  @Option(
      names = "--dataset",
      paramLabel = "NAME",
      description = "Export this named data set completely; see `weft dataset`.")
  private String dataset;

  @ArgGroup(
      exclusive = false,
      validate = false,
      heading = "%nFilters (default: all labeled images):%n")
  private DatasetFilterOptions filter = new DatasetFilterOptions();

  public ExportCommand(CommandSession session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (dataset != null && (model != null || !filter.isEmpty())) {
      throw new CliException(
          ExitCode.USAGE,
          "--dataset determines the images and labels, and cannot be combined with --model or"
              + " filters",
          "to select fewer images, create another data set with `weft dataset create`");
    }
    WeftClient client = server.client();
    String images = KnownModel.otherThanDefault(ServerOption.models(client), model);
    ExportFilter wanted = new ExportFilter(images, filter.filter());
    LabelTable.Form form = contents == Contents.JSONL ? LabelTable.Form.JSONL : LabelTable.Form.CSV;
    if (Files.exists(folder.resolve(form.file()))) {
      throw new CliException(
          ExitCode.USAGE,
          folder.resolve(form.file()) + " already exists",
          "choose another folder, or delete the file; images that were already downloaded are kept");
    }
    try {
      Files.createDirectories(folder);
      return export(client, wanted, form);
    } catch (IOException e) {
      throw new CliException(
          ExitCode.FAILED,
          "cannot write to %s: %s".formatted(folder, FileFault.of(e)),
          "check the permissions of the folder and the free disk space",
          e);
    }
  }

  private Stream<Image> images(WeftClient client, ExportFilter wanted) {
    if (dataset != null) {
      client.datasets().find(dataset).orElseThrow(() -> DatasetText.unknown(dataset));
      return client.datasets().images(dataset).map(ExportCommand::asImage);
    }
    Iterator<Image> labeled = client.images().all(wanted.query());
    Iterable<Image> all = () -> labeled;
    return StreamSupport.stream(all.spliterator(), false).filter(wanted::admits);
  }

  /** Converts an image of a data set to the server's representation of a labeled image. */
  private static Image asImage(DatasetImage it) {
    return new Image(
        it.imageId(),
        ImageState.UNKNOWN,
        it.uploadedAt(),
        null,
        it.object().size(),
        it.object().sha256(),
        it.tags(),
        null,
        it.model(),
        List.of(),
        null,
        it.label(),
        new Image.Labeling(it.source(), it.labeledBy(), it.labeledAt(), false, it.selection()),
        null);
  }

  private int export(WeftClient client, ExportFilter wanted, LabelTable.Form form)
      throws IOException {
    ImageFolder images = contents == Contents.FOLDER ? new ImageFolder(client, folder) : null;
    SortedMap<String, Integer> classes = new TreeMap<>();
    List<String> faults = new ArrayList<>();
    int faulty = 0;
    int done = 0;
    Path list;
    try (Stream<Image> chosen = images(client, wanted);
        Progress progress = session.progress("exporting");
        LabelTable table = new LabelTable(form, folder)) {
      for (Iterator<Image> i = chosen.iterator(); i.hasNext(); ) {
        Image image = i.next();
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
        table.add(image, file, client.images().contentAddress(image.id()).toString());
        classes.merge(image.label(), 1, Integer::sum);
        progress.update(++done, 0, "images");
      }
      list = table.finish();
    }
    classes.forEach((label, count) -> session.print("%6d  %s".formatted(count, label)));
    session.print(
        session.style().bold(Format.count(done, "image"))
            + " in "
            + list
            + (faulty == 0 ? "" : ", %d could not be downloaded".formatted(faulty)));
    if (done == 0) {
      session.note(
          "no labeled image matches; without --model, the images of the server's default model are"
              + " exported");
    }
    faults.forEach(fault -> session.print(session.style().red("skipped: ") + fault));
    session.printJson(
        Json.object().put("images", done).put("leftOut", faulty).put("list", list.toString()));
    return faulty > 0 ? ExitCode.IMAGES_FAILED : ExitCode.OK;
  }
}
