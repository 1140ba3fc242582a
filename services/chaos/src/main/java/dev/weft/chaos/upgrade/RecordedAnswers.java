package dev.weft.chaos.upgrade;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.weft.chaos.workload.Gateways;
import dev.weft.chaos.workload.Gateways.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** What a release answers about existing data, to be compared with the answers of another one. */
final class RecordedAnswers {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration VIEWS_TIMEOUT = Duration.ofMinutes(1);
  private static final long PAUSE_MILLIS = 500;

  /**
   * A resource.
   *
   * @param ignored names of fields that change without an upgrade
   * @param growing names of fields with numbers that grow with the clients' use
   */
  record Question(String path, Set<String> ignored, Set<String> growing) {

    /** A resource that does not change. */
    static Question of(String path) {
      return new Question(path, Set.of(), Set.of());
    }
  }

  private final Map<Question, Answer> answers = new LinkedHashMap<>();

  private RecordedAnswers() {}

  /**
   * Asks each question.
   *
   * @throws IllegalStateException if one is answered with an error
   */
  static RecordedAnswers of(Gateways gateways, List<Question> questions) {
    RecordedAnswers recorded = new RecordedAnswers();
    for (Question question : questions) {
      Answer answer = gateways.get(question.path());
      if (!answer.isAcknowledged()) {
        throw new IllegalStateException(
            "the response to GET %s was %d: %s"
                .formatted(question.path(), answer.status(), answer.body()));
      }
      recorded.answers.put(question, answer);
    }
    return recorded;
  }

  int size() {
    return answers.size();
  }

  /** Writes the answers as a JSON array, for people. */
  void write(Path file) throws IOException {
    ArrayNode all = JSON.createArrayNode();
    answers.forEach(
        (question, answer) ->
            all.addObject()
                .put("path", question.path())
                .put("status", answer.status())
                .set("body", answer.body()));
    JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), all);
  }

  /**
   * Asks each question again, until the answer is the same or a minute is over: views that move to
   * another gateway cannot be asked for a moment.
   *
   * @param byOlder whether an older release than that of the recorded answers is asked
   * @return the differences that remain
   */
  List<String> differences(Gateways gateways, boolean byOlder) throws InterruptedException {
    List<String> all = new ArrayList<>();
    long end = System.nanoTime() + VIEWS_TIMEOUT.toNanos();
    for (Map.Entry<Question, Answer> one : answers.entrySet()) {
      List<String> found = differences(gateways, one.getKey(), one.getValue(), byOlder);
      while (!found.isEmpty() && System.nanoTime() < end) {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        found = differences(gateways, one.getKey(), one.getValue(), byOlder);
      }
      found.forEach(difference -> all.add(one.getKey().path() + ": " + difference));
    }
    return all;
  }

  private static List<String> differences(
      Gateways gateways, Question question, Answer before, boolean byOlder) {
    Answer after = gateways.get(question.path());
    if (after.status() != before.status()) {
      return List.of(
          "the response was %d, and is now %d %s"
              .formatted(before.status(), after.status(), detail(after.body())));
    }
    return AnswerDifferences.of(
        before.body(), after.body(), question.ignored(), question.growing(), byOlder);
  }

  private static String detail(JsonNode problem) {
    return problem.path("detail").asText("");
  }
}
