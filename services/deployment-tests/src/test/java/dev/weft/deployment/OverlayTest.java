package dev.weft.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each overlay is well-formed, secure and self-contained. */
@WithProgram("kubectl")
class OverlayTest {

  private static final KindSchemas SCHEMAS = new KindSchemas();

  private static final List<String> ON_PODS = List.of("name", "component", "instance", "part-of");
  private static final List<String> ON_OBJECTS =
      List.of("name", "component", "instance", "part-of", "version", "managed-by");

  @ParameterizedTest
  @EnumSource
  void everyObjectFitsTheSchemaOfItsKind(Overlay overlay) {
    assertThat(overlay.manifests()).isNotEmpty().flatExtracting(SCHEMAS::complaints).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void everyPodKeepsThePolicy(Overlay overlay) {
    assertThat(overlay.workloads()).hasSize(4).flatExtracting(PodPolicy::complaints).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void theNamespaceTakesNoPodThatIsNotRestricted(Overlay overlay) {
    Manifest namespace = overlay.named("Namespace", "weft");

    assertThat(namespace.label("pod-security.kubernetes.io/enforce")).isEqualTo("restricted");
    assertThat(overlay.manifests())
        .filteredOn(one -> !one.equals(namespace))
        .allSatisfy(
            one ->
                assertThat(one.node().at("/metadata/namespace").asText())
                    .as(one.toString())
                    .isEqualTo("weft"));
  }

  @ParameterizedTest
  @EnumSource
  void everythingHasTheLabelsThatToolsLookFor(Overlay overlay) {
    for (Manifest one : overlay.manifests()) {
      for (String label : ON_OBJECTS) {
        assertThat(one.label("app.kubernetes.io/" + label)).as(one + " " + label).isNotEmpty();
      }
    }
    overlay
        .workloads()
        .forEach(
            one -> {
              for (String label : ON_PODS) {
                assertThat(labels(one).path("app.kubernetes.io/" + label).asText())
                    .as(one + " " + label)
                    .isNotEmpty();
              }
            });
  }

  @ParameterizedTest
  @EnumSource
  void everyMapSecretAndAccountThatAPodNeedsIsMadeBySomething(Overlay overlay) {
    Set<String> made = new TreeSet<>();
    overlay.of("ConfigMap").forEach(one -> made.add("ConfigMap " + one.name()));
    overlay.of("ServiceAccount").forEach(one -> made.add("ServiceAccount " + one.name()));
    overlay.of("Secret").forEach(one -> made.add("Secret " + one.name()));
    // Strimzi creates a Secret for each user, and one with the certificate of its authority.
    overlay.of("KafkaUser").forEach(one -> made.add("Secret " + one.name()));
    overlay.of("Kafka").forEach(one -> made.add("Secret " + one.name() + "-cluster-ca-cert"));
    overlay
        .of("ExternalSecret")
        .forEach(one -> made.add("Secret " + one.spec().at("/target/name").asText()));

    assertThat(overlay.workloads()).allSatisfy(one -> assertThat(made).containsAll(needs(one)));
  }

  private static Set<String> needs(Manifest workload) {
    JsonNode pod = workload.pod().orElseThrow();
    Set<String> needs = new TreeSet<>();
    needs.add("ServiceAccount " + pod.path("serviceAccountName").asText());
    pod.findValues("secretName").forEach(name -> needs.add("Secret " + name.asText()));
    for (String secret : List.of("secretRef", "secretKeyRef")) {
      pod.findValues(secret).forEach(ref -> needs.add("Secret " + ref.path("name").asText()));
    }
    pod.findValues("configMapRef")
        .forEach(ref -> needs.add("ConfigMap " + ref.path("name").asText()));
    return needs;
  }

  @ParameterizedTest
  @EnumSource
  void everySelectorSelectsPods(Overlay overlay) {
    Set<JsonNode> pods = overlay.workloads().map(OverlayTest::labels).collect(Collectors.toSet());
    overlay.of("Service").forEach(one -> assertSelects(one, one.spec().path("selector"), pods));
    for (String kind : List.of("PodDisruptionBudget", "PodMonitor", "Deployment", "StatefulSet")) {
      overlay
          .of(kind)
          .forEach(one -> assertSelects(one, one.spec().at("/selector/matchLabels"), pods));
    }
    overlay
        .of("NetworkPolicy")
        .filter(one -> one.spec().at("/podSelector/matchLabels").has("app.kubernetes.io/name"))
        .forEach(one -> assertSelects(one, one.spec().at("/podSelector/matchLabels"), pods));
  }

  private static void assertSelects(Manifest one, JsonNode selector, Set<JsonNode> pods) {
    assertThat(selector).as(one.toString()).isNotEmpty();
    assertThat(pods)
        .as(one.toString())
        .anySatisfy(
            labels ->
                selector
                    .properties()
                    .forEach(
                        each -> assertThat(labels.get(each.getKey())).isEqualTo(each.getValue())));
  }

  @ParameterizedTest
  @EnumSource
  void everyServiceHasABudgetOfDisruptions(Overlay overlay) {
    Set<String> budgets =
        overlay.of("PodDisruptionBudget").map(Manifest::name).collect(Collectors.toSet());

    assertThat(overlay.workloads()).extracting(Manifest::name).allMatch(budgets::contains);
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsAllowedOnTheNetworkThatNoPolicyAllows(Overlay overlay) {
    Manifest deny = overlay.named("NetworkPolicy", "default-deny");

    assertThat(deny.spec().path("podSelector")).isEmpty();
    assertThat(deny.spec().path("policyTypes"))
        .map(JsonNode::asText)
        .containsExactly("Ingress", "Egress");
    assertThat(deny.spec().has("ingress") || deny.spec().has("egress")).isFalse();
    // An empty rule would allow all connections.
    overlay
        .of("NetworkPolicy")
        .forEach(
            one -> {
              assertThat(one.spec().path("ingress")).as(one.toString()).doesNotContain(empty());
              assertThat(one.spec().path("egress")).as(one.toString()).doesNotContain(empty());
            });
  }

  private static JsonNode empty() {
    return Manifest.parse("{}");
  }

  private static JsonNode labels(Manifest workload) {
    return workload.spec().at("/template/metadata/labels");
  }
}
