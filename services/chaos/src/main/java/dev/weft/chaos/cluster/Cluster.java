package dev.weft.chaos.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Controls the cluster of {@code deploy/local-cluster}: several brokers, a store, and each replica
 * of each service in a process of its own. Thread-safe: each call is one run of the script.
 */
public final class Cluster {
  private static final long MOST_MINUTES = 15;
  private static final int START_SECONDS = 600;

  private final Path script;
  private final Path data;
  private final ClusterLayout layout;

  /**
   * @param root the folder of the built project
   * @param data the folder of the cluster's data
   */
  public Cluster(Path root, Path data, ClusterLayout layout) {
    this.script = root.resolve("deploy").resolve("local-cluster");
    this.data = data;
    this.layout = layout;
  }

  /** Returns its layout. */
  public ClusterLayout layout() {
    return layout;
  }

  /** Returns the folder of its data. */
  public Path data() {
    return data;
  }

  /**
   * Starts the cluster without a model; returns when all services except the classifiers are ready.
   *
   * @param settings the settings of all services, as environment variables
   * @param more further options of the script
   */
  public void up(Map<String, String> settings, List<String> more) {
    List<String> arguments = new ArrayList<>(List.of("--no-model"));
    option(arguments, "--port", layout.port());
    option(arguments, "--through", ClusterLayout.THROUGH);
    option(arguments, "--timeout", START_SECONDS);
    option(arguments, "--brokers", layout.brokers());
    option(arguments, "--gateways", layout.gateways());
    option(arguments, "--classifiers", layout.classifiers());
    option(arguments, "--trainers", layout.trainers());
    option(arguments, "--rollouts", layout.rollouts());
    settings.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
    arguments.addAll(more);
    run("up", arguments);
  }

  private static void option(List<String> arguments, String name, int value) {
    arguments.add(name);
    arguments.add(Integer.toString(value));
  }

  /** Stops the cluster, including processes that were stopped or paused. */
  public void down() {
    run("down", List.of());
  }

  /** Sends SIGKILL to a process. */
  public void kill(String name) {
    run("kill", List.of(name));
  }

  /** Sends SIGSTOP to a process, which keeps its connections and stops responding. */
  public void pause(String name) {
    run("pause", List.of(name));
  }

  /** Sends SIGCONT to a paused process. */
  public void resume(String name) {
    run("resume", List.of(name));
  }

  /** Starts a killed process with the same settings; returns at once. */
  public void start(String name) {
    run("start", List.of(name, "--no-wait"));
  }

  /** Starts a second process with a service's name, {@code NAME-twin}; returns at once. */
  public void twin(String name) {
    run("twin", List.of(name));
  }

  /** Returns the id of a process, if it is running. */
  public Optional<Long> pid(String name) {
    Path file = data.resolve("plan").resolve(name).resolve("pid");
    try {
      long pid = Long.parseLong(Files.readString(file).trim());
      return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).map(ProcessHandle::pid);
    } catch (IOException | NumberFormatException e) {
      // Not started yet, or being started.
      return Optional.empty();
    }
  }

  public boolean runs(String name) {
    return pid(name).isPresent();
  }

  /** Returns the running processes by name. */
  public Map<String, Long> processes() {
    Map<String, Long> running = new TreeMap<>();
    names().forEach(name -> pid(name).ifPresent(pid -> running.put(name, pid)));
    return running;
  }

  /** Returns the names of all processes that were ever started. */
  public List<String> names() {
    Path plan = data.resolve("plan");
    if (!Files.isDirectory(plan)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(plan)) {
      return all.map(path -> path.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the credentials of the store. */
  public Map<String, String> storeKeys() {
    try (Stream<String> lines = Files.lines(data.resolve("keys.env"))) {
      Map<String, String> keys = new TreeMap<>();
      lines.forEach(
          line ->
              keys.put(
                  line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
      return keys;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void run(String command, List<String> arguments) {
    List<String> all = new ArrayList<>(List.of(script.toString(), command));
    all.addAll(arguments);
    all.addAll(List.of("--data", data.toString()));
    try {
      Files.createDirectories(data);
      Path said = Files.createTempFile(data, "local-cluster-", ".out");
      ProcessBuilder builder =
          new ProcessBuilder(all).redirectErrorStream(true).redirectOutput(said.toFile());
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      Process process = builder.start();
      if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new ClusterException(
            "%s did not finish within %d minutes".formatted(all, MOST_MINUTES));
      }
      if (process.exitValue() != 0) {
        throw new ClusterException(
            "%s ended with %d: %s".formatted(all, process.exitValue(), Files.readString(said)));
      }
      Files.delete(said);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("interrupted at " + all);
    }
  }
}
