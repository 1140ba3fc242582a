package dev.weft.cli.backup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.backup.Backup;
import dev.weft.backup.BackupException;
import dev.weft.backup.BackupFolder;
import dev.weft.backup.BackupManifest;
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
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code weft backup}. */
@Command(
    name = "backup",
    description = {
      "Back up a running installation to a folder: topics, consumer offsets and the bucket.",
      "Into the same folder again, it copies what has changed, and deletes what the installation"
          + " no longer has. The services keep running.",
      "API keys and other secrets are not part of the backup."
    })
public final class BackupCommand implements Callable<Integer> {
  private final CommandSession session;

  @Mixin private InstallationOptions options;

  @Parameters(paramLabel = "DIR", description = "Folder of the backup; created if missing.")
  private Path folder;

  public BackupCommand(CommandSession session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    LibraryLogs.quiet();
    BackupFolder backup = new BackupFolder(folder.toAbsolutePath().normalize());
    BackupManifest manifest;
    try (ObjectStore store = options.store(session);
        Progress progress = session.progress("backing up")) {
      manifest =
          new Backup(options.clientSettings(), backup).run(store, options.bucket, progress::update);
    } catch (BackupException | StoreUnavailableException e) {
      throw new CliException(
          ExitCode.FAILED, e.getMessage(), "the previous backup in the folder is unchanged", e);
    }
    print(manifest);
    return ExitCode.OK;
  }

  private void print(BackupManifest manifest) {
    List<String> groups = manifest.groups().stream().map(BackupManifest.Group::name).toList();
    session.print(
        "%s: %s in %s; offsets: %s"
            .formatted(
                session.style().bold(folder.toString()),
                Format.count(manifest.records(), "record"),
                Format.count(manifest.topics().size(), "topic"),
                groups.isEmpty()
                    ? "no consumer group has committed offsets"
                    : String.join(", ", groups)));
    BackupManifest.Objects objects = manifest.objects();
    if (objects == null) {
      session.note("the bucket is not part of this backup (--no-objects)");
    } else {
      session.print(
          "%s of bucket %s, %s"
              .formatted(
                  Format.count(objects.count(), "object"),
                  objects.bucket(),
                  Format.bytes(objects.bytes())));
    }
    ObjectNode json =
        Json.object()
            .put("at", manifest.at().toString())
            .put("cluster", manifest.cluster())
            .put("records", manifest.records())
            .put("groups", manifest.groups().size());
    if (objects != null) {
      json.put("objects", objects.count()).put("bytes", objects.bytes());
    }
    session.printJson(json);
  }
}
