package dev.weft.console.training;

import dev.weft.client.WeftClient;
import dev.weft.client.training.Training;
import dev.weft.console.CliException;
import dev.weft.console.CommandSession;
import dev.weft.console.ExitCode;
import dev.weft.console.Pause;
import dev.weft.console.terminal.Format;
import dev.weft.console.terminal.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Shows a training until it has ended. Polls its view, so that it survives a restart of the
 * gateway; no epoch is missed, since the view contains all of them.
 */
public final class TrainingFollower {

  private final CommandSession session;
  private final WeftClient client;
  private final Duration interval;
  private final Map<String, Double> seconds = new LinkedHashMap<>();
  private String phase = "";
  private long phaseStart = System.nanoTime();
  private boolean timed;
  private int epochsSeen;
  private Progress progress;

  /**
   * @param interval between two polls
   */
  public TrainingFollower(CommandSession session, WeftClient client, Duration interval) {
    this.session = session;
    this.client = client;
    this.interval = interval;
  }

  /**
   * Follows a training; progress goes to standard error.
   *
   * @return the training after its end
   * @throws CliException if there is no such training, or the server is unavailable for long
   */
  public Training follow(String id) {
    try {
      while (true) {
        Training training = client.trainings().find(id).orElseThrow(() -> unknown(client, id));
        show(training);
        if (training.state().isFinal()) {
          return training;
        }
        Pause.of(interval);
      }
    } finally {
      endPhase();
    }
  }

  /** Duration of each phase in seconds, as observed by this client, in the order of the phases. */
  public Map<String, Double> seconds() {
    return new LinkedHashMap<>(seconds);
  }

  /** The error that there is no such training. */
  public static CliException unknown(WeftClient client, String id) {
    return new CliException(
        ExitCode.NOT_FOUND,
        "the server at " + client.server() + " does not know the training " + id,
        "`weft trainings` lists the newest trainings");
  }

  private void show(Training training) {
    Training.Progress said = training.progress();
    boolean inPhase = said != null && said.phase() != null;
    String now = inPhase ? said.phase() : training.state().toString();
    if (!now.equals(phase)) {
      endPhase();
      phase = now;
      phaseStart = System.nanoTime();
      timed = inPhase || !training.state().isFinal();
      progress = timed ? session.progressWithoutTimeLeft(now) : Progress.silent();
    }
    for (; epochsSeen < training.epochs().size(); epochsSeen++) {
      if (session.verbose()) {
        session.note(TrainingText.epoch(training.epochs().get(epochsSeen)));
      }
    }
    if (said == null) {
      progress.update(0, 0, "");
      return;
    }
    boolean byImages = orZero(said.imagesTotal()) > 0;
    progress.update(
        orZero(byImages ? said.images() : said.epoch()),
        orZero(byImages ? said.imagesTotal() : said.epochs()),
        note(said, byImages));
  }

  private static String note(Training.Progress said, boolean byImages) {
    List<String> parts = new ArrayList<>();
    if (said.secondsLeft() != null && said.secondsLeft() > 0) {
      parts.add(Format.seconds(said.secondsLeft()) + " left");
    }
    if (byImages && orZero(said.epoch()) > 0) {
      parts.add("epoch " + said.epoch() + "/" + (said.epochs() == null ? "?" : said.epochs()));
    }
    parts.add(TrainingText.measures(said));
    // Work before or between phases, or what the training waits for.
    parts.add(said.detail());
    parts.removeIf(part -> part == null || part.isEmpty());
    return String.join(", ", parts);
  }

  private static int orZero(Integer number) {
    return number == null ? 0 : number;
  }

  private void endPhase() {
    if (progress != null) {
      progress.close();
      progress = null;
      if (timed) {
        double took = (System.nanoTime() - phaseStart) / 1e9;
        seconds.merge(phase, took, Double::sum);
        session.note(phase + " took " + Format.seconds(took));
      }
    }
  }
}
