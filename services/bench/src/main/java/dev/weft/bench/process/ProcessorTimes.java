package dev.weft.bench.process;

import dev.weft.console.CliException;
import dev.weft.console.ExitCode;
import java.time.Duration;

/** Processor time of processes. */
public final class ProcessorTimes {
  private ProcessorTimes() {}

  /**
   * Returns the processor time that a process has spent since its start, in seconds over all cores;
   * includes threads that have ended.
   *
   * @throws CliException if the process has ended, or the system does not say
   */
  public static double seconds(long pid) {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().totalCpuDuration())
        .map(Duration::toNanos)
        .map(nanos -> nanos / 1e9)
        .orElseThrow(
            () ->
                new CliException(
                    ExitCode.FAILED, "the processor time of process " + pid + " is unknown", ""));
  }
}
