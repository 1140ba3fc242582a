package dev.weft.cli.train;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.cli.CliException;
import dev.weft.cli.ExitCode;
import dev.weft.cli.Pause;
import dev.weft.cli.Session;
import dev.weft.cli.client.WeftClient;
import dev.weft.cli.terminal.Format;
import dev.weft.cli.terminal.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Shows a training until it has ended. It asks for the view again and again: that outlives a
 * gateway's restart, and no epoch is missed, since the view holds them all.
 */
public final class TrainingFollower {

  private static final Set<String> ENDS = Set.of("published", "rejected", "failed", "cancelled");

  private final Session session;
  private final WeftClient client;
  private final Duration interval;
  private final Map<String, Double> seconds = new LinkedHashMap<>();
  private String phase = "";
  private long phaseStart = System.nanoTime();
  private int epochsSeen;
  private Progress progress;

  /**
   * A follower for one training.
   *
   * @param interval between two questions
   */
  public TrainingFollower(Session session, WeftClient client, Duration interval) {
    this.session = session;
    this.client = client;
    this.interval = interval;
  }

  /**
   * Follows it; progress goes to standard error.
   *
   * @return the training as it ended
   * @throws CliException if there is no such training, or the server is gone for long
   */
  public JsonNode follow(String id) {
    try {
      while (true) {
        JsonNode training = client.training(id).orElseThrow(() -> unknown(client, id));
        show(training);
        if (ENDS.contains(training.path("state").asText())) {
          return training;
        }
        Pause.of(interval);
      }
    } finally {
      endPhase();
    }
  }

  /** How long each phase took, as it looked from here, in the order of their beginnings. */
  public Map<String, Double> seconds() {
    return new LinkedHashMap<>(seconds);
  }

  /** The error that there is no such training. */
  static CliException unknown(WeftClient client, String id) {
    return new CliException(
        ExitCode.NOT_FOUND,
        "the server at " + client.server() + " knows no training " + id,
        "`weft trainings` lists the newest ones");
  }

  private void show(JsonNode training) {
    JsonNode said = training.path("progress");
    String now = said.path("phase").asText(training.path("state").asText());
    if (!now.equals(phase)) {
      endPhase();
      phase = now;
      phaseStart = System.nanoTime();
      progress = ENDS.contains(now) ? Progress.silent() : session.progressWithoutTimeLeft(now);
    }
    JsonNode epochs = training.path("epochs");
    for (; epochsSeen < epochs.size(); epochsSeen++) {
      if (session.verbose()) {
        session.note(TrainingText.epoch(epochs.path(epochsSeen)));
      }
    }
    boolean byImages = said.path("imagesTotal").asInt(0) > 0;
    progress.update(
        said.path(byImages ? "images" : "epoch").asInt(0),
        said.path(byImages ? "imagesTotal" : "epochs").asInt(0),
        note(said, byImages));
  }

  private static String note(JsonNode said, boolean byImages) {
    List<String> parts = new ArrayList<>();
    if (said.path("secondsLeft").asDouble(0) > 0) {
      parts.add(Format.seconds(said.path("secondsLeft").asDouble()) + " left");
    }
    if (byImages && said.path("epoch").asInt(0) > 0) {
      parts.add("epoch " + said.path("epoch").asText() + "/" + said.path("epochs").asText("?"));
    }
    parts.add(TrainingText.measures(said));
    // What is done before or between phases, or waited for.
    parts.add(said.path("detail").asText(""));
    parts.removeIf(String::isEmpty);
    return String.join(", ", parts);
  }

  private void endPhase() {
    if (progress != null) {
      progress.close();
      progress = null;
      if (!ENDS.contains(phase)) {
        double took = (System.nanoTime() - phaseStart) / 1e9;
        seconds.merge(phase, took, Double::sum);
        session.note(phase + " took " + Format.seconds(took));
      }
    }
  }
}
