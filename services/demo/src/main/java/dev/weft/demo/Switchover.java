package dev.weft.demo;

import dev.weft.client.WeftClient;
import dev.weft.console.CliException;
import dev.weft.console.ExitCode;
import dev.weft.console.Pause;
import dev.weft.console.publish.Outcome;
import dev.weft.console.publish.Publisher;
import dev.weft.console.terminal.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Waits until the classifier answers with a newly published version. */
final class Switchover {
  private static final Duration BETWEEN = Duration.ofMillis(500);

  private final WeftClient client;
  private final Publisher.Plan plan;
  private final DemoImages images;
  private final Duration timeout;

  /**
   * @param timeout how long to wait for the new version
   */
  Switchover(WeftClient client, Publisher.Plan plan, DemoImages images, Duration timeout) {
    this.client = client;
    this.plan = plan;
    this.images = images;
    this.timeout = timeout;
  }

  /**
   * Publishes drawings one after the other until the version answers.
   *
   * @param progress updated with each drawing
   * @throws CliException on timeout
   */
  void await(int version, Progress progress) {
    long start = System.nanoTime();
    String last = "nobody";
    for (int i = 0; System.nanoTime() - start < timeout.toNanos(); i++) {
      progress.update(0, 0, i == 0 ? "" : last + " is still serving");
      last = whoAnswers(images.probe(i)).orElse(last);
      if (VersionScore.version(last) >= version) {
        return;
      }
      Pause.of(BETWEEN);
    }
    throw new CliException(
        ExitCode.FAILED,
        "version %d is published, but after %d s %s is still serving"
            .formatted(version, timeout.toSeconds(), last),
        "see the server's log for whether it could be loaded");
  }

  private Optional<String> whoAnswers(DemoImage probe) {
    List<Outcome> outcomes =
        new Publisher(client, plan, Progress.silent(), line -> {})
            .publish(List.of(probe), (index, outcome) -> {});
    return VersionScore.model(outcomes.get(0));
  }
}
