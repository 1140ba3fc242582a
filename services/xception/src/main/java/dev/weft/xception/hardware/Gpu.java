package dev.weft.xception.hardware;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * An NVIDIA GPU as reported by the driver's {@code nvidia-smi}, so that no CUDA library has to be
 * loaded to find out what would run.
 *
 * @param name such as {@code NVIDIA H100 80GB HBM3}
 * @param major major version of the compute capability
 * @param minor minor version of the compute capability
 * @param memoryMib memory in MiB
 */
public record Gpu(String name, int major, int minor, long memoryMib) {
  private static final List<String> QUERY =
      List.of(
          "nvidia-smi",
          "--query-gpu=name,compute_cap,memory.total",
          "--format=csv,noheader,nounits");
  private static final long ANSWER_SECONDS = 20;

  /** Determined once: GPUs are not added or removed while a process runs. */
  private static final class Found {
    static final Optional<Gpu> FIRST = query();
  }

  /** Returns the first GPU of this machine; empty if there is none. */
  public static Optional<Gpu> first() {
    return Found.FIRST;
  }

  /** ND4J 1.0.0-M2.1 is built for compute capabilities 3.7 to 8.6; 8.9 runs code for 8.6. */
  public boolean runsNd4j() {
    return (major > 3 || (major == 3 && minor >= 7)) && major < 9;
  }

  private static Optional<Gpu> query() {
    try {
      Process process = new ProcessBuilder(QUERY).redirectErrorStream(true).start();
      process.getOutputStream().close();
      if (!process.waitFor(ANSWER_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return Optional.empty();
      }
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.exitValue() == 0 ? parse(output) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** Parses the first line of {@code nvidia-smi}'s output. */
  public static Optional<Gpu> parse(String output) {
    String[] fields =
        output
            .lines()
            .findFirst()
            .map(line -> line.split("\\s*,\\s*"))
            .orElseGet(() -> new String[0]);
    if (fields.length != 3
        || !fields[1].matches("\\d+\\.\\d+")
        || !fields[2].strip().matches("\\d+")) {
      return Optional.empty();
    }
    int[] capability = Arrays.stream(fields[1].split("\\.")).mapToInt(Integer::parseInt).toArray();
    return Optional.of(
        new Gpu(
            fields[0].strip(), capability[0], capability[1], Long.parseLong(fields[2].strip())));
  }

  @Override
  public String toString() {
    return "%s (compute capability %d.%d, %d MiB)".formatted(name, major, minor, memoryMib);
  }
}
