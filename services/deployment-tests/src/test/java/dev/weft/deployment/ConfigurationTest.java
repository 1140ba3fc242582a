package dev.weft.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Manifests set only keys that exist. */
@WithProgram("kubectl")
class ConfigurationTest {

  @ParameterizedTest
  @EnumSource
  void everyVariableIsAKeyOfTheConfiguration(Overlay overlay) {
    Set<String> known = ConfigurationKeys.variables();
    Set<String> used = new TreeSet<>();
    Set<String> environments = environments(overlay);
    for (String kind : List.of("ConfigMap", "Secret")) {
      overlay
          .of(kind)
          .filter(one -> one.node().at("/metadata/labels/grafana_dashboard").isMissingNode())
          .filter(one -> kind.equals("ConfigMap") || environments.contains(one.name()))
          .forEach(one -> one.node().path("data").fieldNames().forEachRemaining(used::add));
    }
    overlay
        .of("ExternalSecret")
        .filter(one -> environments.contains(one.spec().at("/target/name").asText()))
        .flatMap(one -> Manifest.each(one.spec().path("data")))
        .forEach(one -> used.add(one.path("secretKey").asText()));
    overlay
        .workloads()
        .flatMap(Manifest::containers)
        .flatMap(one -> Manifest.each(one.path("env")))
        .forEach(one -> used.add(one.path("name").asText()));

    assertThat(used).hasSizeGreaterThan(20).isSubsetOf(known);
  }

  /**
   * Secrets that become environment variables; others are mounted as files with names of their own.
   */
  private static Set<String> environments(Overlay overlay) {
    Set<String> names =
        overlay
            .workloads()
            .flatMap(Manifest::containers)
            .flatMap(one -> Manifest.each(one.path("envFrom")))
            .map(one -> one.at("/secretRef/name").asText())
            .collect(Collectors.toSet());
    assertThat(names).anyMatch(name -> name.startsWith("weft-s3"));
    return names;
  }

  @ParameterizedTest
  @EnumSource
  void aServiceIsToldOfItsOwnSettingsOnly(Overlay overlay) {
    for (String service : List.of("gateway", "classifier", "trainer", "rollout")) {
      Manifest map =
          overlay
              .of("ConfigMap")
              .filter(one -> one.name().startsWith("weft-" + service + "-"))
              .findFirst()
              .orElseThrow();

      assertThat(map.node().path("data").fieldNames())
          .toIterable()
          .isNotEmpty()
          .allMatch(key -> key.startsWith(ConfigurationKeys.variable("weft." + service + ".")));
    }
  }

  @Test
  void aKeyThatWasRenamedWouldBeNoticed() {
    assertThat(ConfigurationKeys.variables())
        .contains(
            "WEFT_GATEWAY_ADVERTISED_HOST", "KAFKA_SSL_KEYSTORE_LOCATION", "QUARKUS_HTTP_PORT")
        .doesNotContain("WEFT_GATEWAY_ADVERTISED", "KAFKA_SSL_KEYSTORE", "QUARKUS_HTTP");
  }
}
