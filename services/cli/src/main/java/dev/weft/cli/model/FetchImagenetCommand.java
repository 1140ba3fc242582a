package dev.weft.cli.model;

import dev.weft.console.CommandSession;
import dev.weft.console.terminal.Format;
import dev.weft.console.terminal.Progress;
import dev.weft.startermodel.StarterModel;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code weft fetch-imagenet}. */
@Command(
    name = "fetch-imagenet",
    description = {
      "Download the Xception ImageNet weights published by Keras, verify their size and MD5"
          + " checksum, and import them.",
      "By default, downloads the 84 MB file without a top, as a base for training: its new top has"
          + " random weights until it is trained. With --with-top, downloads the 92 MB file, which"
          + " classifies the 1,000 ImageNet classes."
    })
public final class FetchImagenetCommand implements Callable<Integer> {
  private static final String BASE =
      "https://storage.googleapis.com/tensorflow/keras-applications/xception/"
          + "xception_weights_tf_dim_ordering_tf_kernels";
  private static final PublicFile WITHOUT_TOP =
      new PublicFile(
          URI.create(BASE + "_notop.h5"), 83_683_744L, "b0042744bf5b25fce3cb969f33bebb97");
  private static final PublicFile WITH_TOP =
      new PublicFile(URI.create(BASE + ".h5"), 0, "0a58e3b7378bc2990ea3b43d5981f1f6");

  private final CommandSession session;

  @Mixin private ImportOptions options;

  @Option(names = "--with-top", description = "Download the file with the 1,000 ImageNet classes.")
  private boolean withTop;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "imagenet",
      description = "Name of the model; the next free version number is used. Default: imagenet.")
  private String name;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "URL of a mirror of the file. Size and MD5 checksum must match.")
  private URI mirror;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description =
          "Folder to keep the file in; a file found there is not downloaded again. Default:"
              + " DATA/downloads.")
  private Path keep;

  public FetchImagenetCommand(CommandSession session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    PublicFile published = withTop ? WITH_TOP : WITHOUT_TOP;
    PublicFile download =
        mirror == null ? published : new PublicFile(mirror, published.size(), published.md5());
    Path folder = keep == null ? options.data().resolve("downloads") : keep;
    Path file = folder.resolve(published.fileName());
    if (download.isDone(file)) {
      session.note(file + " already exists, with the correct MD5 checksum");
    } else {
      try (Progress progress = session.progress("fetching")) {
        download.fetch(file, progress);
      }
      session.note(
          "%s has the correct checksum: %s".formatted(file, Format.bytes(Files.size(file))));
    }
    return new WeightsImport(session, options).run(file, name, classes(), false);
  }

  private List<String> classes() {
    List<String> named = options.classes();
    if (!named.isEmpty() || withTop) {
      return named;
    }
    session.note("no classes were given; the new top gets the ten classes of clothing");
    return StarterModel.classes();
  }
}
