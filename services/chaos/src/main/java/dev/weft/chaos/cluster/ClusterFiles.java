package dev.weft.chaos.cluster;

import dev.weft.chaos.workload.SystemUnderTest;
import dev.weft.objectstore.s3.StoreSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Reads the processes of {@code deploy/local-cluster} from its files, stops and starts them. */
public final class ClusterFiles {
  /** As long as {@code deploy/local-cluster down} gives them. */
  private static final Duration STOP = Duration.ofSeconds(40);

  private static final Duration KILL = Duration.ofSeconds(10);
  private static final Duration START = Duration.ofMinutes(4);

  private final Path script;
  private final Path data;

  /**
   * @param script {@code deploy/local-cluster}
   * @param data its folder
   */
  public ClusterFiles(Path script, Path data) {
    this.script = script;
    this.data = data;
  }

  /** Returns the running processes by name. */
  public Map<String, Long> processes() {
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

  /** Returns the names of all processes, running or not. */
  public List<String> names() {
    try (Stream<Path> plans = Files.list(data.resolve("plan"))) {
      return plans.map(path -> path.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("there is no cluster in " + data, e);
    }
  }

  /** Returns a process's data folder. */
  public Path home(String name) {
    return data.resolve(name);
  }

  /** Returns the folder of a process's settings and command. */
  public Path plan(String name) {
    return data.resolve("plan").resolve(name);
  }

  /** Returns the address of a process, which is {@code host:port} for a broker. */
  public String address(String name) {
    return text(plan(name).resolve("address"));
  }

  /** Returns the addresses of all gateways. */
  public List<URI> gateways() {
    return names().stream()
        .filter(name -> name.startsWith("gateway-"))
        .map(name -> URI.create(address(name)))
        .toList();
  }

  /** Returns the settings of the store by variable. */
  public Map<String, String> keys() {
    Map<String, String> keys = new HashMap<>();
    for (String line : text(data.resolve("keys.env")).split("\n")) {
      int equals = line.indexOf('=');
      keys.put(line.substring(0, equals), line.substring(equals + 1));
    }
    return keys;
  }

  /** Stops a process by SIGTERM or SIGKILL and starts it again; waits until it is ready. */
  public void restart(String name, boolean kill) throws IOException, InterruptedException {
    if (kill) {
      kill(name);
    } else {
      stop(name);
    }
    start(List.of(name));
  }

  /**
   * Stops a process by SIGTERM and, if it has not ended after 40 s, by SIGKILL. Does nothing if it
   * does not run.
   *
   * @return whether it ended without SIGKILL
   */
  public boolean stop(String name) throws InterruptedException {
    Optional<ProcessHandle> running = process(name);
    running.ifPresent(ProcessHandle::destroy);
    if (running.isEmpty() || ends(running.get(), STOP)) {
      return true;
    }
    kill(name);
    return false;
  }

  private void kill(String name) throws InterruptedException {
    Optional<ProcessHandle> running = process(name);
    running.ifPresent(ProcessHandle::destroyForcibly);
    if (running.isPresent() && !ends(running.get(), KILL)) {
      throw new IllegalStateException(
          "%s, process %d, has not ended %s after SIGKILL"
              .formatted(name, running.get().pid(), KILL));
    }
  }

  private static boolean ends(ProcessHandle process, Duration timeout) throws InterruptedException {
    try {
      process.onExit().get(timeout.toSeconds(), TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot wait for the end of process " + process.pid(), e);
    }
  }

  private Optional<ProcessHandle> process(String name) {
    return Optional.ofNullable(processes().get(name)).flatMap(ProcessHandle::of);
  }

  /**
   * Starts processes at the same time, and waits until all of them are ready.
   *
   * @throws IOException if one ends or is not ready in time; its message has the end of the log
   */
  public void start(List<String> names) throws IOException, InterruptedException {
    Map<String, Process> starts = new TreeMap<>();
    for (String name : names) {
      starts.put(name, begin(name));
    }
    List<String> failures = new ArrayList<>();
    for (Map.Entry<String, Process> start : starts.entrySet()) {
      if (start.getValue().waitFor() != 0) {
        failures.add(
            "%s did not start: %s".formatted(start.getKey(), text(output(start.getKey()))));
      }
    }
    if (!failures.isEmpty()) {
      throw new IOException(String.join("\n", failures));
    }
  }

  /** The script waits for a limited time. */
  private Process begin(String name) throws IOException {
    return new ProcessBuilder(
            script.toString(),
            "start",
            name,
            "--data",
            data.toString(),
            "--timeout",
            String.valueOf(START.toSeconds()))
        .redirectErrorStream(true)
        .redirectOutput(output(name).toFile())
        .start();
  }

  private Path output(String name) {
    return data.resolve("log").resolve("start-" + name + ".out");
  }

  private static String text(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The cluster as clients use it, through some of its gateways. */
  public SystemUnderTest asUsed(List<URI> gateways) {
    Map<String, String> keys = keys();
    return new SystemUnderTest(
        gateways,
        Map.of("bootstrap.servers", address("broker")),
        StoreSettings.of(
            URI.create(address("store")),
            keys.get("WEFT_S3_ACCESS_KEY"),
            keys.get("WEFT_S3_SECRET_KEY")),
        "weft",
        null);
  }
}
