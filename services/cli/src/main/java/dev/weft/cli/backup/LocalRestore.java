package dev.weft.cli.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.weft.backup.RestoreReport;
import dev.weft.console.CliException;
import dev.weft.console.CommandSession;
import dev.weft.console.ExitCode;
import dev.weft.console.server.LogEcho;
import dev.weft.console.server.ServerProcess;
import dev.weft.console.server.ServerSettings;
import dev.weft.console.terminal.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Restores into the data folder of {@code weft up}: the server starts its broker and store for
 * that, but no service, and prints progress and result as lines of JSON.
 */
final class LocalRestore {
  private static final String PROPERTY = "weft.standalone.restore";
  private static final ObjectMapper JSON =
      JsonMapper.builder().addModule(new JavaTimeModule()).build();

  private final CommandSession session;
  private final InstallationOptions options;
  private final AtomicReference<RestoreReport> report = new AtomicReference<>();
  private final AtomicReference<String> failure = new AtomicReference<>("");

  LocalRestore(CommandSession session, InstallationOptions options) {
    this.session = session;
    this.options = options;
  }

  /**
   * @param imagePartitions new number of partitions of the topics of images; null for none
   */
  RestoreReport run(Path backup, Integer imagePartitions, Progress progress) {
    Path data = options.data.toAbsolutePath().normalize();
    if (Files.exists(data.resolve("kafka"))) {
      throw new CliException(
          ExitCode.USAGE,
          data + " already contains data",
          "choose a new folder with --data DIR, then start the server with `weft up --data DIR`");
    }
    Map<String, String> more = new HashMap<>();
    more.put(PROPERTY, backup.toString());
    more.put("weft.s3.bucket", options.bucket);
    if (imagePartitions != null) {
      more.put(PROPERTY + ".image-partitions", imagePartitions.toString());
    }
    ServerSettings settings = ServerSettings.onFreePorts(data, more);
    LogEcho echo = new LogEcho(session);
    int exitCode;
    try (ServerProcess server =
        ServerProcess.start(session.context(), settings, line -> receive(line, progress, echo))) {
      exitCode = server.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException(ExitCode.FAILED, "interrupted", "", e);
    }
    if (exitCode != 0 || report.get() == null) {
      throw new CliException(
          ExitCode.FAILED,
          failure.get().isEmpty() ? "exit code " + exitCode : failure.get(),
          "delete %s before you try again; see the log: %s".formatted(data, settings.log()));
    }
    return report.get();
  }

  private void receive(String line, Progress progress, LogEcho echo) {
    if (line.startsWith("weft: ")) {
      failure.compareAndSet("", line.substring("weft: ".length()));
    }
    if (!line.startsWith("{")) {
      echo.accept(line);
      return;
    }
    try {
      JsonNode json = JSON.readTree(line);
      if (json.has("records")) {
        report.set(JSON.treeToValue(json, RestoreReport.class));
      } else {
        progress.update(
            json.path("done").asLong(), json.path("total").asLong(), json.path("what").asText());
      }
    } catch (JsonProcessingException e) {
      echo.accept(line);
    }
  }
}
