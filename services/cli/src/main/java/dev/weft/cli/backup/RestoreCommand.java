package dev.weft.cli.backup;

import dev.weft.backup.BackupException;
import dev.weft.backup.BackupFolder;
import dev.weft.backup.Restore;
import dev.weft.backup.RestoreReport;
import dev.weft.console.CliException;
import dev.weft.console.CommandSession;
import dev.weft.console.ExitCode;
import dev.weft.console.Json;
import dev.weft.console.LibraryLogs;
import dev.weft.console.terminal.Format;
import dev.weft.console.terminal.Progress;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.StoreUnavailableException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weft restore}. */
@Command(
    name = "restore",
    description = {
      "Restore a backup into an empty installation whose services are not running.",
      "Without --kafka, restores into a new data folder for `weft up --data DIR`. With --kafka,"
          + " restores into these brokers, whose topics weft.* must be empty or missing, and into"
          + " the bucket of --s3.",
      "Records and consumer offsets keep their numbers: nothing is answered or carried out again."
    })
public final class RestoreCommand implements Callable<Integer> {
  private final CommandSession session;

  @Mixin private InstallationOptions options;

  @Parameters(paramLabel = "DIR", description = "Folder that `weft backup` has written.")
  private Path folder;

  @Option(
      names = "--image-partitions",
      paramLabel = "N",
      description =
          "Restore the topics of images into this number of partitions, the highest number of"
              + " classifiers that can share the work. Their records get other offsets. Default: as"
              + " before.")
  private Integer imagePartitions;

  public RestoreCommand(CommandSession session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    LibraryLogs.quiet();
    if (imagePartitions != null && imagePartitions < 1) {
      throw new CliException(
          ExitCode.USAGE, "--image-partitions must be at least 1, but is " + imagePartitions, "");
    }
    Path backup = folder.toAbsolutePath().normalize();
    RestoreReport report;
    try (Progress progress = session.progress("restoring")) {
      report =
          options.kafka == null
              ? new LocalRestore(session, options).run(backup, imagePartitions, progress)
              : restore(backup, progress);
    }
    print(report);
    return report.missing() == 0 ? ExitCode.OK : ExitCode.IMAGES_FAILED;
  }

  private RestoreReport restore(Path backup, Progress progress) {
    if (options.s3 == null && !options.noObjects) {
      throw new CliException(
          ExitCode.USAGE,
          "--kafka requires --s3, the store that these services use",
          "or --no-objects, if the bucket has already been restored");
    }
    try (ObjectStore store = options.store(session)) {
      if (store != null) {
        store.ensureBucket(options.bucket);
      }
      Restore restore = new Restore(options.clientSettings(), new BackupFolder(backup));
      return (imagePartitions == null ? restore : restore.withImagePartitions(imagePartitions))
          .run(store, options.bucket, progress::update);
    } catch (BackupException | StoreUnavailableException e) {
      throw new CliException(ExitCode.FAILED, e.getMessage(), "", e);
    }
  }

  private void print(RestoreReport report) {
    session.print(
        "restored the state of %s: %s, %s, the offsets of %s"
            .formatted(
                session.style().bold(report.at().toString()),
                Format.count(report.records(), "record"),
                Format.count(report.objects(), "object"),
                Format.count(report.groups(), "consumer group")));
    session.print("%s not answered yet".formatted(Format.count(report.waiting(), "upload")));
    if (report.missing() > 0) {
      session.note(
          "%s of these refer to an object that is not in the bucket; classifiers will reject them"
              .formatted(report.missing()));
    }
    if (report.changedTags() > 0) {
      session.note(
          "%s have a different ETag than before, as after a multipart upload. Those under images/ and"
                  .formatted(Format.count(report.changedTags(), "object"))
              + " labeled/ without an event are treated as new images");
    }
    report
        .renumbered()
        .forEach(
            partition ->
                session.note(
                    ("the records of %s have new offsets because it was written in too many"
                            + " transactions; the offsets of consumer groups were adjusted")
                        .formatted(partition)));
    session.printJson(Json.tree(report));
  }
}
