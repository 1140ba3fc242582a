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
      "Starts a cluster of processes on this machine, lets clients use it, does one fault after the"
          + " other to it, leaves it alone until it has answered everything, and decides on the"
          + " history of all that whether the promises were kept.",
      "Ends with 0 if they were, 1 if not, 2 if it could not be tried."
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
