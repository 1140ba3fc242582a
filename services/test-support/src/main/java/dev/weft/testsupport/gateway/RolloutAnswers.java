package dev.weft.testsupport.gateway;

/** Rollout states as the gateway returns them. */
public final class RolloutAnswers {

  private static final String CONDITIONS =
      """
      "analysis":{"intervalSeconds":30,"confidence":0.95,"conditions":[
      {"metric":"failure-rate","successCondition":"value <= 0.05","failureLimit":0,
       "inconclusiveLimit":20,"minimumSamples":50},
      {"metric":"infer-p95","successCondition":"ratio <= 2","failureLimit":1,
       "inconclusiveLimit":20,"minimumSamples":50},
      {"metric":"accuracy","successCondition":"difference >= -0.1","failureLimit":0,
       "inconclusiveLimit":20,"minimumSamples":50},
      {"metric":"agreement","successCondition":"value >= 0.8","failureLimit":0,
       "inconclusiveLimit":20,"minimumSamples":50}]}\
      """;

  private static final String MEASURED =
      """
      [{"metric":"failure-rate","successCondition":"value <= 0.05","verdict":"successful",
       "value":0.0,"low":0.0,"high":0.031,"samples":121,"paired":false,"sequential":true,"failures":0,
       "inconclusive":0,"successes":4,"at":"2026-11-01T12:02:00Z","estimated":false},
       {"metric":"infer-p95","successCondition":"ratio <= 2","verdict":"failed",
       "value":2.41,"low":2.2,"high":2.61,"samples":121,"paired":false,"sequential":false,"failures":1,
       "inconclusive":0,"successes":0,"at":"2026-11-01T12:02:00Z","estimated":false},
       {"metric":"accuracy","successCondition":"difference >= -0.1","verdict":"inconclusive",
       "value":0.021,"low":-0.154,"high":0.182,"samples":12,"paired":true,"sequential":true,
       "failures":0,"inconclusive":3,"successes":0,"at":"2026-11-01T12:02:00Z","estimated":false}]\
      """;

  private static final String FIGURES =
      """
      {"since":"2026-11-01T12:00:00Z","complete":true,"versions":[
      {"version":1,"images":1089,"roles":{"primary":1089},"failures":0,"rejections":3,
       "inferSeconds":{"p50":0.11,"p95":0.1484,"p99":0.2},
       "endToEndSeconds":{"p50":0.2,"p95":0.312,"p99":0.5},"confidence":0.9,"entropy":0.3,
       "agreement":{"value":0.9642,"low":0.9,"high":0.99,"part":108,"whole":112},
       "accuracy":{"value":0.912,"low":0.811,"high":0.962,"part":52,"whole":57},
       "estimatedAccuracy":{"value":0.896,"low":0.85,"high":0.942,"labels":41,"random":true,
       "calibrated":false}},
      {"version":2,"images":121,"roles":{"canary":121},"failures":0,"rejections":0,
       "inferSeconds":{"p50":0.25,"p95":0.357,"p99":0.4},
       "endToEndSeconds":{"p50":0.3,"p95":0.498,"p99":0.6},"confidence":0.9,"entropy":0.3,
       "agreement":{"value":0.9642,"low":0.9,"high":0.99,"part":108,"whole":112},
       "accuracy":{"value":null,"low":null,"high":null,"part":0,"whole":0}}]}\
      """;

  private static final String REPLICAS =
      """
      [{"replica":"classifier-1","live":true,"leaving":false,"revision":12,"serving":1,
       "engine":"onnx-cpu","versions":[{"version":1,"state":"ready"},
       {"version":2,"state":"ready"}],"observedAt":"2026-11-01T12:02:00Z","secondsAgo":1.2},
       {"replica":"classifier-2","live":true,"leaving":false,"revision":12,"serving":1,
       "engine":"onnx-cpu","versions":[{"version":1,"state":"ready"},{"version":2,
       "state":"failed","reason":"the object store does not answer"}],
       "observedAt":"2026-11-01T12:02:00Z","secondsAgo":3.9},
       {"replica":"classifier-3","live":false,"leaving":true,"revision":11,"serving":null,
       "engine":null,"versions":[],"observedAt":"2026-11-01T12:01:00Z","secondsAgo":63.0}]\
      """;

  private RolloutAnswers() {}

  /** Version 2 answers 10 % of the images, at the fifth of seven steps. */
  public static String canary(String phase, String message) {
    return state(
        """
        {"id":"r-1","version":2,"from":1,"phase":"%s","step":4,"steps":[{"setShadow":100},
        {"analysis":{"successes":3}},{"setShadow":0},{"setWeight":10},{"analysis":{"successes":1}},
        {"setWeight":50},{"pause":{"seconds":60}}],%s,"weight":10,"shadow":0,
        "startedAt":"2026-11-01T11:50:00Z","stepAt":"2026-11-01T12:00:00Z",
        "exposedAt":"2026-11-01T12:00:00Z","message":"%s","measured":%s}\
        """
            .formatted(phase, CONDITIONS, message, MEASURED),
        "[]",
        FIGURES);
  }

  /** No rollout is in progress. */
  public static String ended(String outcome, String reason) {
    return state(
        "null",
        """
        [{"id":"r-1","version":2,"from":1,"outcome":"%s","reason":"%s",
        "startedAt":"2026-11-01T11:50:00Z","endedAt":"2026-11-01T12:05:00Z"}]\
        """
            .formatted(outcome, reason),
        "null");
  }

  private static String state(String rollout, String history, String figures) {
    return """
    {"model":"clothing","revision":12,"serving":1,"pinned":false,
    "aliases":{"best":1,"champion":1},"rollout":%s,"droppedClasses":[],
    "policy":{"autoStart":true,"strategy":"canary","steps":[{"setWeight":10}],
    "keepVersions":10},"history":%s,"cause":{"kind":"analysis"},
    "changedAt":"2026-11-01T12:02:00Z","replicas":%s,"orders":{},"figures":%s,"lastHour":%s,
    "links":{"self":"/v1/rollouts/clothing","stream":"/v1/rollouts/clothing/stream",
    "versions":"/v1/models/clothing/versions"}}\
    """
        .formatted(rollout, history, REPLICAS, figures, FIGURES)
        .replace("\n", "");
  }
}
