package dev.weft.console.publish;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.client.Answer;
import dev.weft.console.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Results of a run of publishing, computed by {@link #of}. Effectively immutable. */
public final class Scoreboard {
  private final int images;
  private final double seconds;
  private final Confusion confusion = new Confusion();
  private final SortedMap<String, Integer> reasons = new TreeMap<>();
  private final SortedMap<String, Integer> models = new TreeMap<>();
  private int answered;
  private int rejected;
  private int failed;
  private int unanswered;

  private Scoreboard(int images, double seconds) {
    this.images = images;
    this.seconds = seconds;
  }

  /**
   * @param labels of the images, where known
   * @param outcomes of the images, in the same order
   * @param seconds from the first upload to the last answer
   */
  public static Scoreboard of(
      List<Optional<String>> labels, List<Outcome> outcomes, double seconds) {
    Scoreboard board = new Scoreboard(outcomes.size(), seconds);
    for (int i = 0; i < outcomes.size(); i++) {
      board.count(labels.get(i), outcomes.get(i));
    }
    return board;
  }

  private void count(Optional<String> label, Outcome outcome) {
    if (outcome instanceof Outcome.Answered it
        && it.answer() instanceof Answer.Classified classified) {
      answered++;
      models.merge(classified.model() + " on " + classified.engine(), 1, Integer::sum);
      label.ifPresent(name -> confusion.add(name, classified.label()));
      return;
    }
    label.ifPresent(confusion::addUnanswered);
    if (outcome instanceof Outcome.Answered it && it.answer() instanceof Answer.Rejected no) {
      rejected++;
      reasons.merge(no.reason(), 1, Integer::sum);
    } else if (outcome instanceof Outcome.Failed) {
      failed++;
    } else {
      unanswered++;
    }
  }

  public int images() {
    return images;
  }

  /** Number of images with a prediction. */
  public int answered() {
    return answered;
  }

  public int rejected() {
    return rejected;
  }

  /** Number of images that could not be uploaded. */
  public int failed() {
    return failed;
  }

  /** Number of images that were uploaded but got no answer. */
  public int unanswered() {
    return unanswered;
  }

  public Confusion confusion() {
    return confusion;
  }

  public double seconds() {
    return seconds;
  }

  public double imagesPerSecond() {
    return seconds > 0 ? answered / seconds : 0;
  }

  /** Number of rejected images by reason. */
  public Map<String, Integer> reasons() {
    return reasons;
  }

  /** Number of answered images by model and engine. */
  public Map<String, Integer> models() {
    return models;
  }

  /** The result line of {@code publish --wait} and {@code demo}. */
  public ObjectNode toJson() {
    ObjectNode json =
        Json.object()
            .put("images", images)
            .put("answered", answered)
            .put("rejected", rejected)
            .put("accuracy", Json.rounded(confusion.accuracy(), 4))
            .put("correct", confusion.correct())
            .put("labeled", confusion.total())
            .put("unanswered", unanswered)
            .put("failed", failed)
            .put("seconds", Json.rounded(seconds, 3))
            .put("imagesPerSecond", Json.rounded(imagesPerSecond(), 3));
    ObjectNode byReason = json.putObject("rejections");
    reasons.forEach(byReason::put);
    ObjectNode byModel = json.putObject("models");
    models.forEach(byModel::put);
    if (confusion.total() > 0) {
      confusion.writeTo(json);
    }
    return json;
  }
}
