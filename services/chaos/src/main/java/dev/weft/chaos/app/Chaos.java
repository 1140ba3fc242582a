package dev.weft.chaos.app;

import dev.weft.chaos.cluster.ClusterLayout;
import dev.weft.chaos.nemesis.Appointment;
import dev.weft.chaos.nemesis.Sequence;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Injects faults into a running system, and checks whether its guarantees held. */
@Command(
    name = "chaos",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Starts a cluster of processes on this machine, runs clients against it, injects one fault"
          + " after the other, waits until everything has been answered, and checks from the"
          + " recorded history whether all guarantees held.",
      "Exit code 0: they held; 1: they did not; 2: the run was not possible."
    })
public final class Chaos implements Callable<Integer> {
  private static final int FAILED = 2;

  @Mixin private ChaosOptions options;

  /** Runs the program. */
  public static void main(String[] args) {
    CommandLine line = new CommandLine(new Chaos());
    line.setOverwrittenOptionsAllowed(true);
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          failure.printStackTrace(command.getErr());
          return FAILED;
        });
    System.exit(line.execute(args));
  }

  @Override
  public Integer call() throws Exception {
    if (options.list()) {
      list();
      return 0;
    }
    ClusterLayout layout = options.layout(PortRanges.free(ClusterLayout.PORTS));
    try (Run run = new Run(options, layout, System.out::println)) {
      return run.call();
    }
  }

  private void list() {
    List<Appointment> sequence =
        Sequence.of(options.seed(), options.length(), options.layout(0), options.kinds());
    System.out.println("seed " + options.seed());
    sequence.forEach(appointment -> System.out.println(appointment.description()));
  }
}
