package dev.weft.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every server that is reachable from other hosts requires API keys, which come from Secrets. */
@WithProgram("kubectl")
class AccessTest {

  @ParameterizedTest
  @EnumSource
  void everyServiceAsksForTheKeysOfOneSecret(Overlay overlay) {
    Map<String, String> shared = data(overlay, "weft-services-");

    assertThat(shared.get("QUARKUS_HTTP_HOST")).isEqualTo("0.0.0.0");
    assertThat(overlay.workloads())
        .allSatisfy(
            one ->
                assertThat(secretOf(one, shared.get("WEFT_ACCESS_KEYS_FILE")))
                    .as(one.toString())
                    .isEqualTo("weft-access/keys"));
  }

  @ParameterizedTest
  @EnumSource
  void onlyGatewaysHaveTheKeyThatTheyAskEachOtherBy(Overlay overlay) {
    Set<String> holders =
        overlay
            .workloads()
            .filter(one -> one.pod().orElseThrow().toString().contains("weft-replica\""))
            .map(Manifest::name)
            .collect(Collectors.toSet());
    Manifest gateway = overlay.named("StatefulSet", "weft-gateway");
    String file =
        Manifest.each(gateway.containers().findFirst().orElseThrow().path("env"))
            .filter(one -> one.path("name").asText().equals("WEFT_ACCESS_REPLICA_KEY_FILE"))
            .map(one -> one.path("value").asText())
            .findFirst()
            .orElseThrow();

    assertThat(holders).containsExactly("weft-gateway");
    assertThat(secretOf(gateway, file)).isEqualTo("weft-replica/key");
  }

  @ParameterizedTest
  @EnumSource
  void keysAreTakenWhileAPodRuns(Overlay overlay) {
    // A name with a hash would restart pods, and a mount with subPath would never be updated.
    for (Manifest one : overlay.workloads().toList()) {
      assertThat(one.pod().orElseThrow().toString()).doesNotContain("subPath");
    }
    Set<String> made = new HashSet<>();
    overlay.of("Secret").forEach(one -> made.add(one.name()));
    overlay.of("ExternalSecret").forEach(one -> made.add(one.spec().at("/target/name").asText()));
    assertThat(made).contains("weft-access", "weft-replica");
  }

  @ParameterizedTest
  @EnumSource(names = {"CPU", "GPU"})
  void prometheusHasAKeyOfItsOwn(Overlay overlay) {
    JsonNode endpoint = overlay.named("PodMonitor", "weft").spec().at("/podMetricsEndpoints/0");

    assertThat(endpoint.path("path").asText()).isEqualTo("/q/metrics");
    assertThat(endpoint.at("/authorization/credentials"))
        .isEqualTo(Manifest.parse("{name: weft-monitor, key: key}"));
    assertThat(overlay.of("ExternalSecret"))
        .extracting(one -> one.spec().at("/target/name").asText())
        .contains("weft-monitor");
  }

  @ParameterizedTest
  @EnumSource
  void probesAskWhatIsAnybodys(Overlay overlay) {
    assertThat(overlay.workloads().flatMap(Manifest::containers))
        .allSatisfy(
            one -> {
              for (String probe : Set.of("startupProbe", "livenessProbe", "readinessProbe")) {
                assertThat(one.path(probe).at("/httpGet/path").asText()).startsWith("/q/health/");
              }
            });
  }

  /**
   * Name and key of the Secret that is mounted at a path of a pod's container; empty if there is
   * none.
   */
  private static String secretOf(Manifest workload, String path) {
    String folder = path.substring(0, path.lastIndexOf('/'));
    String file = path.substring(path.lastIndexOf('/') + 1);
    String volume =
        Manifest.each(workload.containers().findFirst().orElseThrow().path("volumeMounts"))
            .filter(one -> one.path("mountPath").asText().equals(folder))
            .map(one -> one.path("name").asText())
            .findFirst()
            .orElse("");
    return Manifest.each(workload.pod().orElseThrow().path("volumes"))
        .filter(one -> one.path("name").asText().equals(volume))
        .flatMap(
            one ->
                Manifest.each(one.at("/secret/items"))
                    .filter(item -> item.path("path").asText().equals(file))
                    .map(
                        item ->
                            one.at("/secret/secretName").asText()
                                + "/"
                                + item.path("key").asText()))
        .findFirst()
        .orElse("");
  }

  private static Map<String, String> data(Overlay overlay, String prefix) {
    Map<String, String> data = new TreeMap<>();
    overlay
        .of("ConfigMap")
        .filter(one -> one.name().startsWith(prefix))
        .forEach(
            one ->
                one.node()
                    .path("data")
                    .properties()
                    .forEach(each -> data.put(each.getKey(), each.getValue().asText())));
    return data;
  }
}
