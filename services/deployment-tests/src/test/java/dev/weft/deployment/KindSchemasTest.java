package dev.weft.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The schemas reject what a cluster would reject, and unknown fields, which a cluster may ignore.
 */
class KindSchemasTest {

  private static final KindSchemas SCHEMAS = new KindSchemas();

  private static final String TOPIC =
      """
      apiVersion: kafka.strimzi.io/v1
      kind: KafkaTopic
      metadata:
        name: weft.images.uploaded
      spec:
        partitions: 4
        replicas: 3
      """;

  private static final String USER =
      """
      apiVersion: kafka.strimzi.io/v1
      kind: KafkaUser
      metadata:
        name: weft-gateway
      spec:
        authentication:
          type: tls
        authorization:
          type: simple
          acls:
            - resource: {type: topic, name: weft.images.uploaded}
              operations: [Read]
      """;

  private static final String SCALED =
      """
      apiVersion: keda.sh/v1alpha1
      kind: ScaledObject
      metadata:
        name: weft-classifier
      spec:
        scaleTargetRef:
          name: weft-classifier
        cooldownPeriod: 600
        triggers: []
      """;

  private static final String RULE =
      """
      apiVersion: monitoring.coreos.com/v1
      kind: PrometheusRule
      metadata:
        name: weft
      spec:
        groups:
          - name: weft
            rules:
              - alert: Weft
                expr: weft_classifier_serving == 0
                for: 5m
      """;

  @Test
  void whatIsRightIsNotComplainedOf() {
    assertThat(SCHEMAS.complaints(Example.good())).isEmpty();
    assertThat(complaints(TOPIC, "", "")).isEmpty();
    assertThat(complaints(USER, "", "")).isEmpty();
    assertThat(complaints(SCALED, "", "")).isEmpty();
    assertThat(complaints(RULE, "", "")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "replicas: 2, replica: 2",
    "replicas: 2, replicas: two",
    "containerPort: 8080, port: 8080",
    "runAsUser: 10001, runAsUsers: 10001",
    "'image: ghcr.io/weft/example:1.2.3', images: 1",
    "type: RuntimeDefault, type: Runtime",
    "'httpGet: {path: /q/health/live, port: 8080}', 'httpGet: {path: /q/health/live}'",
    "whenUnsatisfiable: ScheduleAnyway, whenUnsatisfiable: Never",
  })
  void deploymentsAreRefused(String text, String instead) {
    assertThat(SCHEMAS.complaints(Example.with(text, instead))).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({"partitions: 4, partition: 4", "partitions: 4, partitions: 0", "replicas: 3, x: 3"})
  void topicsAreRefused(String text, String instead) {
    assertThat(complaints(TOPIC, text, instead)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'operations: [Read]', 'operation: Read'",
    "'operations: [Read]', 'operations: [Reed]'",
    "type: topic, type: topics",
    "type: tls, type: plain",
  })
  void usersAreRefused(String text, String instead) {
    assertThat(complaints(USER, text, instead)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({"cooldownPeriod, coolDownPeriod", "'scaleTargetRef:', 'target:'"})
  void scaledObjectsAreRefused(String text, String instead) {
    assertThat(complaints(SCALED, text, instead)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({"expr, expression", "'for: 5m', 'after: 5m'", "'- name: weft', '- title: weft'"})
  void rulesAreRefused(String text, String instead) {
    assertThat(complaints(RULE, text, instead)).isNotEmpty();
  }

  @Test
  void aKindThatNobodyKnowsIsRefused() {
    assertThat(complaints(TOPIC, "KafkaTopic", "KafkaTopics"))
        .singleElement()
        .asString()
        .contains("no schema of kafka.strimzi.io_v1_KafkaTopics");
  }

  @Test
  void anApiVersionThatIsGoingAwayIsRefused() {
    assertThat(complaints(TOPIC, "strimzi.io/v1", "strimzi.io/v1beta2")).isNotEmpty();
  }

  private static List<String> complaints(String good, String text, String instead) {
    assertThat(good).contains(text);
    return SCHEMAS.complaints(new Manifest(Manifest.parse(good.replace(text, instead))));
  }
}
