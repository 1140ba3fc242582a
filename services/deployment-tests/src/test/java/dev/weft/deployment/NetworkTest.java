package dev.weft.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Permitted connections: the arrows of the README's diagram, and what every pod needs. */
@WithProgram("kubectl")
class NetworkTest {

  private static final Set<String> ARROWS =
      Set.of(
          "namespace ingress-nginx -> gateway 8080",
          "gateway -> gateway 8080",
          "namespace monitoring -> services 8080",
          "services -> kafka brokers 9093",
          "services -> names 53",
          "services -> 0.0.0.0/0 but 169.254.0.0/16 443",
          "services -> namespace observability 4317",
          "kafka -> kafka any",
          "kafka -> names 53",
          "kafka -> anything 443",
          "kafka -> anything 6443");

  @Test
  void onlyWhatTheDiagramShowsIsAllowed() {
    assertThat(arrows(Overlay.CPU)).isEqualTo(ARROWS);
    assertThat(arrows(Overlay.GPU)).isEqualTo(ARROWS);
  }

  @Test
  void inDevelopmentTheStoreIsInTheCluster() {
    Set<String> arrows = new TreeSet<>(ARROWS);
    arrows.remove("services -> 0.0.0.0/0 but 169.254.0.0/16 443");
    arrows.remove("services -> namespace observability 4317");
    arrows.add("services -> namespace objects 9000");

    assertThat(arrows(Overlay.DEV)).isEqualTo(arrows);
  }

  @Test
  void tracesGoToTheCollectorThatThePolicyLetsThrough() {
    for (Overlay overlay : new Overlay[] {Overlay.CPU, Overlay.GPU}) {
      String endpoint =
          overlay
              .of("ConfigMap")
              .map(map -> map.node().at("/data/OTEL_EXPORTER_OTLP_ENDPOINT").asText())
              .filter(value -> !value.isEmpty())
              .collect(Collectors.joining());

      assertThat(endpoint).isEqualTo("http://otel-collector.observability.svc:4317");
    }
  }

  @Test
  void brokersLetInTheServicesAndTheAutoscaler() {
    JsonNode listeners = Overlay.CPU.named("Kafka", "weft").spec().at("/kafka/listeners");

    assertThat(listeners).hasSize(1);
    assertThat(listeners.at("/0/tls").asBoolean()).isTrue();
    assertThat(listeners.at("/0/port").asInt()).isEqualTo(9093);
    assertThat(listeners.at("/0/networkPolicyPeers"))
        .map(NetworkTest::peer)
        .containsExactlyInAnyOrder("services", "namespace keda");
  }

  private static Set<String> arrows(Overlay overlay) {
    Set<String> arrows = new TreeSet<>();
    overlay
        .of("NetworkPolicy")
        .forEach(
            policy -> {
              String self = pods(policy.spec().path("podSelector"));
              for (JsonNode rule : policy.spec().path("ingress")) {
                peers(rule, "from").forEach(peer -> add(arrows, peer + " -> " + self, rule));
              }
              for (JsonNode rule : policy.spec().path("egress")) {
                peers(rule, "to").forEach(peer -> add(arrows, self + " -> " + peer, rule));
              }
            });
    return arrows;
  }

  private static void add(Set<String> arrows, String arrow, JsonNode rule) {
    if (!rule.has("ports")) {
      arrows.add(arrow + " any");
    }
    rule.path("ports").forEach(port -> arrows.add(arrow + " " + port.path("port").asText("any")));
  }

  private static Set<String> peers(JsonNode rule, String side) {
    return rule.path(side).isEmpty()
        ? Set.of("anything")
        : Manifest.each(rule.path(side)).map(NetworkTest::peer).collect(Collectors.toSet());
  }

  private static String peer(JsonNode peer) {
    if (peer.has("ipBlock")) {
      JsonNode block = peer.path("ipBlock");
      return block.path("cidr").asText() + " but " + block.at("/except/0").asText();
    }
    JsonNode namespace = peer.at("/namespaceSelector/matchLabels");
    if (namespace.isMissingNode()) {
      return peer.has("namespaceSelector") ? peer.toString() : pods(peer.path("podSelector"));
    }
    String name = namespace.path("kubernetes.io/metadata.name").asText();
    boolean names =
        name.equals("kube-system")
            && peer.at("/podSelector/matchLabels/k8s-app").asText().equals("kube-dns");
    return names ? "names" : "namespace " + name;
  }

  private static String pods(JsonNode selector) {
    JsonNode labels = selector.path("matchLabels");
    if (labels.has("strimzi.io/cluster")) {
      return labels.path("strimzi.io/kind").asText().equals("Kafka") ? "kafka brokers" : "kafka";
    }
    if (labels.has("app.kubernetes.io/component")) {
      return labels.path("app.kubernetes.io/component").asText();
    }
    return labels.path("app.kubernetes.io/part-of").asText().equals("weft")
        ? "services"
        : selector.toString();
  }
}
