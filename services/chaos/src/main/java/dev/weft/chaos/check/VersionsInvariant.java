package dev.weft.chaos.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.chaos.history.Operation;
import dev.weft.chaos.history.Operation.RecordRead;
import dev.weft.chaos.history.Operation.RolloutTried;
import dev.weft.events.catalog.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks that each model's states are consecutive, and that answers are given by versions of a
 * state.
 */
final class VersionsInvariant implements Invariant {

  /** Fields that only change with a decision. */
  private static final List<String> DECIDED =
      List.of(
          "/serving",
          "/pinned",
          "/policy",
          "/aliases",
          "/considered",
          "/rollout/id",
          "/rollout/version",
          "/rollout/phase",
          "/rollout/step",
          "/rollout/weight",
          "/rollout/shadow",
          "/history/0/id");

  private final Findings findings;
  private final Map<String, Model> models = new HashMap<>();
  private final List<RolloutTried> answered = new ArrayList<>();
  private long states;

  VersionsInvariant(Findings findings) {
    this.findings = findings;
  }

  private static final class Model {
    int newest;
    final Map<Integer, Integer> decisions = new HashMap<>();
    final Map<Integer, String> serving = new HashMap<>();
    final Set<Integer> served = new HashSet<>();
    final Set<Integer> tried = new HashSet<>();

    /** The first answer of each version in each role. */
    final Map<String, String> answers = new HashMap<>();
  }

  private Model model(String name) {
    return models.computeIfAbsent(name, key -> new Model());
  }

  @Override
  public void add(Operation operation) {
    if (operation instanceof RecordRead record
        && record.topic().equals(Topics.ROLLOUTS_CHANGED)
        && record.event() != null) {
      states++;
      state(record, record.event());
    } else if (operation instanceof RolloutTried order
        && Operation.isAcknowledged(order.status())
        && order.revision() != null) {
      answered.add(order);
    }
  }

  private void state(RecordRead record, JsonNode state) {
    String name = state.path("model").asText();
    int revision = state.path("revision").asInt();
    Model model = model(name);
    if (revision < model.newest) {
      findings.add(
          Guarantee.REVISIONS_GROW,
          name,
          "revision %d at offset %d follows revision %d",
          revision,
          record.offset(),
          model.newest);
    }
    model.newest = Math.max(model.newest, revision);
    String serving = state.path("serving").asText("none");
    int decision = decision(state);
    Integer before = model.decisions.putIfAbsent(revision, decision);
    if (before != null && before != decision) {
      findings.add(
          Guarantee.ONE_STATE_A_REVISION,
          name + "@" + revision,
          "two states: one serves %s, that at offset %d serves %s",
          model.serving.get(revision),
          record.offset(),
          serving);
    }
    model.serving.putIfAbsent(revision, serving);
    note(model, state);
  }

  private static int decision(JsonNode state) {
    List<JsonNode> decided = new ArrayList<>();
    DECIDED.forEach(path -> decided.add(state.at(path)));
    return decided.hashCode();
  }

  private static void note(Model model, JsonNode state) {
    add(model.served, state.path("serving"));
    JsonNode rollout = state.path("rollout");
    add(model.served, rollout.path("from"));
    if (rollout.path("weight").asInt() > 0) {
      add(model.tried, rollout.path("version"));
    }
    for (JsonNode ended : state.path("history")) {
      add(model.served, ended.path("from"));
      if (ended.path("outcome").asText().equals("promoted")) {
        add(model.served, ended.path("version"));
      }
    }
  }

  private static void add(Set<Integer> versions, JsonNode version) {
    if (version.isInt()) {
      versions.add(version.asInt());
    }
  }

  /** Records that a version answered an image. */
  void answered(String imageId, String model, int version, String role, String position) {
    model(model).answers.putIfAbsent(version + "/" + role, imageId + " at " + position);
  }

  @Override
  public void judge(boolean ended) {
    models.forEach(this::judgeAnswers);
    if (ended) {
      for (RolloutTried order : answered) {
        Model model = models.get(order.model());
        if (model == null || !model.decisions.containsKey(order.revision())) {
          findings.add(
              Guarantee.ORDER_KEPT,
              order.model() + "@" + order.revision(),
              "%s was answered with a state that the topic does not have",
              order.action());
        }
      }
    }
  }

  private void judgeAnswers(String name, Model model) {
    if (model.decisions.isEmpty()) {
      // Without rollouts, versions are those of the configuration.
      return;
    }
    model.answers.forEach(
        (key, first) -> {
          int version = Integer.parseInt(key.substring(0, key.indexOf('/')));
          String role = key.substring(key.indexOf('/') + 1);
          if (role.equals("primary") && !model.served.contains(version)) {
            findings.add(
                Guarantee.ANSWERED_BY_SERVING,
                name + ":" + version,
                "answered %s as primary, but served in no state; those that did are %s",
                first,
                model.served);
          } else if (role.equals("canary") && !model.tried.contains(version)) {
            findings.add(
                Guarantee.ANSWERED_BY_SERVING,
                name + ":" + version,
                "answered %s as canary, but had a share in no state; those that had are %s",
                first,
                model.tried);
          }
        });
  }

  @Override
  public void count(Map<String, Long> seen) {
    seen.put("states of models", states);
    seen.put(
        "revisions", models.values().stream().mapToLong(model -> model.decisions.size()).sum());
  }
}
