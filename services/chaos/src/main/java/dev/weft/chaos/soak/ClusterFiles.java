package dev.weft.chaos.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads the processes of {@code deploy/local-cluster} from its files. */
final class ClusterFiles {
  private final Path script;
  private final Path data;

  /**
   * @param script {@code deploy/local-cluster}
   * @param data its folder
   */
  ClusterFiles(Path script, Path data) {
    this.script = script;
    this.data = data;
  }

  /** Returns the running processes by name. */
  Map<String, Long> processes() {
    Map<String, Long> processes = new TreeMap<>();
    for (String name : names()) {
      Path file = plan(name).resolve("pid");
      if (Files.exists(file)) {
        long pid = Long.parseLong(text(file));
        if (ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)) {
          processes.put(name, pid);
        }
      }
    }
    return processes;
  }

  private List<String> names() {
    try (Stream<Path> plans = Files.list(data.resolve("plan"))) {
      return plans.map(path -> path.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("no cluster in " + data, e);
    }
  }

  /** Returns a process's data folder. */
  Path home(String name) {
    return data.resolve(name);
  }

  private Path plan(String name) {
    return data.resolve("plan").resolve(name);
  }

  String address(String name) {
    return text(plan(name).resolve("address"));
  }

  List<URI> gateways() {
    return names().stream()
        .filter(name -> name.startsWith("gateway-"))
        .map(name -> URI.create(address(name)))
        .toList();
  }

  /** Returns the settings of the store by variable. */
  Map<String, String> keys() {
    Map<String, String> keys = new HashMap<>();
    for (String line : text(data.resolve("keys.env")).split("\n")) {
      int equals = line.indexOf('=');
      keys.put(line.substring(0, equals), line.substring(equals + 1));
    }
    return keys;
  }

  /** Stops a process by SIGTERM or SIGKILL and starts it again; waits until it is ready. */
  void restart(String name, boolean kill) throws IOException, InterruptedException {
    Long pid = processes().get(name);
    if (pid != null) {
      ProcessHandle process = ProcessHandle.of(pid).orElse(null);
      if (process != null) {
        boolean asked = kill ? process.destroyForcibly() : process.destroy();
        if (asked) {
          process.onExit().join();
        }
      }
    }
    run("start", name);
  }

  private void run(String command, String name) throws IOException, InterruptedException {
    Path said = data.resolve("log").resolve("soak-" + name + ".out");
    Process process =
        new ProcessBuilder(script.toString(), command, name, "--data", data.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(said.toFile()))
            .start();
    if (process.waitFor() != 0) {
      throw new IOException("%s %s %s failed; %s says why".formatted(script, command, name, said));
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
