package dev.weft.chaos.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.chaos.history.Operation;
import dev.weft.chaos.workload.Gateways.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Sends orders about existing versions: start, promote, pause, resume, abort and roll back, as far
 * as the state allows.
 */
final class RolloutWorkload {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int KEEP = 3;
  private static final int STEP_SECONDS = 10;

  private final ClientScene scene;
  private final Mix mix;
  private final AtomicBoolean ended;
  private final Random random;
  private int orders;

  RolloutWorkload(ClientScene scene, Mix mix, AtomicBoolean ended, Random random) {
    this.scene = scene;
    this.mix = mix;
    this.ended = ended;
    this.random = random;
  }

  void run() {
    boolean policy = false;
    try {
      while (!ended.get()) {
        Workload.pause(mix.rollouts(), ended);
        policy = policy || scene.gateways().policy(mix.model(), id(), policy()).isAcknowledged();
        order();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String id() {
    return scene.prefix() + "o" + orders++;
  }

  /** A shadow and a canary step of some seconds each, without measurements. */
  private static ObjectNode policy() {
    ObjectNode policy = JSON.createObjectNode().put("strategy", "shadow-canary");
    policy.put("keepVersions", KEEP);
    policy.putObject("analysis").putArray("conditions");
    var steps = policy.putArray("steps");
    steps.addObject().put("setShadow", 100);
    steps.addObject().putObject("pause").put("seconds", STEP_SECONDS);
    steps.addObject().put("setShadow", 0);
    steps.addObject().put("setWeight", 50);
    steps.addObject().putObject("pause").put("seconds", STEP_SECONDS);
    return policy;
  }

  private void order() {
    Answer state = scene.gateways().get("/v1/rollouts/" + mix.model());
    if (state.status() != 200) {
      return;
    }
    boolean underWay = state.body().path("rollout").isObject();
    Integer version = null;
    String action;
    if (underWay) {
      boolean paused = state.body().at("/rollout/phase").asText().equals("paused");
      action = random.nextBoolean() ? "promote" : paused ? "resume" : oneOf("pause", "abort");
    } else if (random.nextInt(4) == 0) {
      action = "rollback";
    } else {
      action = "start";
      version = other(state.body().path("serving").asInt());
      if (version == null) {
        return;
      }
    }
    ObjectNode body = JSON.createObjectNode();
    if (version != null) {
      body.put("version", version);
    }
    Answer answer = scene.gateways().order(mix.model(), action, id(), body);
    JsonNode revision = answer.body().path("revision");
    scene
        .history()
        .add(
            new Operation.RolloutTried(
                mix.model(),
                action,
                version,
                answer.status(),
                revision.isInt() ? Integer.valueOf(revision.asInt()) : null,
                answer.sentAt(),
                answer.at()));
  }

  private String oneOf(String one, String other) {
    return random.nextBoolean() ? one : other;
  }

  /** Returns a version that does not serve; null if there is none. */
  private Integer other(int serving) {
    Answer answer = scene.gateways().get("/v1/models/" + mix.model() + "/versions");
    List<Integer> versions = new ArrayList<>();
    for (JsonNode each : answer.body().path("versions")) {
      int version = each.path("version").asInt();
      if (version != serving && version > 0) {
        versions.add(version);
      }
    }
    return versions.isEmpty() ? null : versions.get(random.nextInt(versions.size()));
  }
}
