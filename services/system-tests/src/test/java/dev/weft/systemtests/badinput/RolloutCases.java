package dev.weft.systemtests.badinput;

import static dev.weft.systemtests.badinput.RunningWeft.COLOURS;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.events.catalog.Topics;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Orders about versions. */
final class RolloutCases {

  private static final String BAD = "400 bad-parameter";
  private static final String INVALID = "refused invalid-order";
  private static final String PATH = "/v1/rollouts/" + COLOURS;

  private RolloutCases() {}

  static List<BadCase> all() {
    return Stream.of(orders(), policies(), events()).flatMap(List::stream).toList();
  }

  private static List<BadCase> orders() {
    return List.of(
        post("order-no-json", "a body that is no JSON", BAD, "The body is not JSON", "start", "{"),
        post(
            "order-unknown-setting",
            "a misspelt setting",
            BAD,
            "The setting vesrion does not exist",
            "start",
            "{\"vesrion\": 2}"),
        post(
            "order-no-version",
            "a start of no version",
            BAD,
            "start requires version",
            "start",
            "{}"),
        post(
            "order-version-zero",
            "a start of version 0",
            BAD,
            "version",
            "start",
            "{\"version\": 0}"),
        post(
            "order-version-text",
            "a version that is a text",
            BAD,
            "version: must be a whole number",
            "start",
            "{\"version\": \"two\"}"),
        post(
            "order-version-huge",
            "a version that no number holds",
            BAD,
            "version",
            "start",
            "{\"version\": 99999999999}"),
        post(
            "order-version-not-taken",
            "a promotion that names a version",
            BAD,
            "promote does not take version",
            "promote",
            "{\"version\": 1}"),
        post(
            "order-unknown-version",
            "a version that is not published",
            "404 no-such-version",
            "colours:99 is not published",
            "start",
            "{\"version\": 99}"),
        post(
            "order-serving",
            "a start of what serves",
            "409 illegal-transition",
            "is already serving",
            "start",
            "{\"version\": 1}"),
        post(
            "order-nothing-to-promote",
            "a promotion of nothing",
            "409 illegal-transition",
            "no rollout of colours is in progress",
            "promote",
            "{}"),
        post(
            "order-nothing-to-unpin",
            "an end of no pin",
            "409 illegal-transition",
            "is not pinned",
            "unpin",
            "{}"),
        post(
            "order-unknown-action",
            "an action that there is not",
            "404 not-found",
            "",
            "explode",
            "{}"),
        new BadCase(
            "order-unknown-model",
            "a model that there is not",
            "404 no-such-model",
            "no version of hats is serving yet",
            weft -> weft.web().json("POST", "/v1/rollouts/hats/promote", "{}")),
        new BadCase(
            "order-model-name",
            "a model's name with path traversal (`../`)",
            BAD,
            "model",
            weft -> weft.web().json("POST", "/v1/rollouts/..%2Fcolours/promote", "{}")),
        new BadCase(
            "order-bad-revision",
            "a revision that is none",
            BAD,
            "If-Match",
            weft -> withRevision(weft, "newest")),
        new BadCase(
            "order-stale",
            "a revision that is over",
            "412 stale-revision",
            "the order is based on revision 0",
            weft -> withRevision(weft, "\"0\"")),
        new BadCase(
            "order-alias-reserved",
            "a name that is reserved",
            "400 invalid-alias",
            "is maintained automatically",
            weft -> weft.web().json("PUT", PATH + "/aliases/champion", "{\"version\": 1}")),
        new BadCase(
            "order-alias-bad",
            "a name that cannot be",
            BAD,
            "alias",
            weft -> weft.web().json("PUT", PATH + "/aliases/no%20name", "{\"version\": 1}")),
        new BadCase(
            "order-alias-unknown",
            "a name that there is not, taken away",
            "400 invalid-alias",
            "has no alias nobody",
            weft -> weft.web().send(weft.web().to(PATH + "/aliases/nobody").DELETE())));
  }

  private static List<BadCase> policies() {
    return List.of(
        policy("policy-empty", "no policy", "Send the policy as JSON", ""),
        policy(
            "policy-strategy",
            "a strategy that there is not",
            "must be one of",
            "{\"strategy\": \"hope\"}"),
        policy(
            "policy-weight",
            "a share of 101 per cent",
            "setWeight",
            "{\"strategy\": \"canary\", \"steps\": [{\"setWeight\": 101}]}"),
        policy(
            "policy-step",
            "a step that is none",
            "step",
            "{\"strategy\": \"canary\", \"steps\": [{}]}"),
        policy(
            "policy-metric",
            "a metric that there is not",
            "metric",
            "{\"strategy\": \"canary\", \"steps\": [{\"setWeight\": 50}], \"analysis\": {\"conditions\": [{\"metric\": \"luck\", \"successCondition\": \"value > 1\"}]}}"),
        policy(
            "policy-condition",
            "a condition that is none",
            "successCondition",
            "{\"strategy\": \"canary\", \"steps\": [{\"setWeight\": 50}], \"analysis\": {\"conditions\": [{\"metric\": \"accuracy\", \"successCondition\": \"rm -rf /\"}]}}"));
  }

  private static List<BadCase> events() {
    return List.of(
        old(),
        event("order-event-no-action", "no action", "action", ""),
        event(
            "order-event-start",
            "a start of no version",
            "start requires version",
            ", \"action\": \"start\""),
        event(
            "order-event-unknown-action",
            "an action that there is not",
            "does not support the action",
            ", \"action\": \"explode\""),
        event(
            "order-event-version",
            "version 0",
            "version",
            ", \"action\": \"start\", \"version\": 0"),
        event(
            "order-event-policy",
            "a policy of no strategy",
            "policy",
            ", \"action\": \"set-policy\", \"policy\": 17"),
        leftAside(
            "order-event-cut-off",
            "JSON that is cut off",
            "the value",
            COLOURS,
            "{\"orderId\": \"x\""),
        leftAside("order-event-tombstone", "no value", "no value", COLOURS, null),
        leftAside(
            "order-event-no-key",
            "a record without a key",
            "the record has no key",
            null,
            order("unkeyed", ", \"action\": \"pause\"")),
        leftAside(
            "order-event-id",
            "an id with path traversal (`../`)",
            "orderId",
            COLOURS,
            order("../x", ", \"action\": \"pause\"")));
  }

  private static BadCase post(
      String id, String what, String kind, String says, String action, String body) {
    return new BadCase(
        id, what, kind, says, weft -> weft.web().json("POST", PATH + "/" + action, body));
  }

  private static BadCase policy(String id, String what, String says, String body) {
    return new BadCase(id, what, BAD, says, weft -> weft.web().json("PUT", PATH, body));
  }

  private static Answer withRevision(RunningWeft weft, String revision) throws Exception {
    return weft.web()
        .send(
            weft.web()
                .to(PATH + "/pause")
                .header("If-Match", revision)
                .POST(BodyPublishers.ofString("{}")));
  }

  private static String order(String id, String more) {
    return "{\"orderId\": \"%s\", \"model\": \"colours\", \"requestedAt\": \"%s\"%s}"
        .formatted(id, Instant.now(), more);
  }

  private static BadCase event(String id, String what, String says, String more) {
    return new BadCase(
        id, what, INVALID, says, weft -> weft.order(record(COLOURS, order(id, more)), id));
  }

  private static BadCase old() {
    String id = "order-event-old";
    long then = Instant.now().minus(Duration.ofHours(2)).toEpochMilli();
    return new BadCase(
        id,
        "an order of two hours ago",
        "refused expired",
        "",
        weft ->
            weft.order(
                new ProducerRecord<>(
                    Topics.ROLLOUTS_REQUESTED,
                    null,
                    then,
                    COLOURS,
                    order(id, ", \"action\": \"pin\"").getBytes(UTF_8)),
                id));
  }

  private static BadCase leftAside(String id, String what, String says, String key, String value) {
    return new BadCase(
        id, what, "left aside", says, weft -> weft.leftAside(record(key, value), () -> {}));
  }

  private static ProducerRecord<String, byte[]> record(String key, String value) {
    return new ProducerRecord<>(
        Topics.ROLLOUTS_REQUESTED, key, value == null ? null : value.getBytes(UTF_8));
  }
}
