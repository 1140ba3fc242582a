package dev.weft.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.xception.engine.EngineOptions;
import dev.weft.xception.engine.load.Engines;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The workloads of the four services. */
@WithProgram("kubectl")
class ServicesTest {

  private static final String COMPONENT = "app.kubernetes.io/component";
  private static final int CPU_BATCH = 4;

  /** Size of a model.onnx with about ten classes. */
  private static final long STARTER_ONNX_BYTES = 83_223_347;

  @ParameterizedTest
  @EnumSource
  void imagesAreThoseOfThisVersion(Overlay overlay) {
    String version = Project.version();
    Map<String, String> images = new TreeMap<>();
    overlay
        .workloads()
        .forEach(
            one ->
                one.containers()
                    .forEach(
                        each -> images.put(one.label(COMPONENT), each.path("image").asText())));

    String heavy = overlay == Overlay.GPU ? version + "-cuda" : version;
    assertThat(images)
        .isEqualTo(
            Map.of(
                "classifier", "ghcr.io/weft/weft-classifier:" + heavy,
                "gateway", "ghcr.io/weft/weft-gateway:" + version,
                "rollout", "ghcr.io/weft/weft-rollout:" + version,
                "trainer", "ghcr.io/weft/weft-trainer:" + heavy));
    assertThat(overlay.manifests())
        .allMatch(one -> one.label("app.kubernetes.io/version").equals(version));
  }

  @ParameterizedTest
  @EnumSource
  void enginesTakeAsManyThreadsAsTheirPodHasCores(Overlay overlay) {
    Map<String, String> engines =
        Map.of(
            "weft-classifier", "WEFT_CLASSIFIER_ENGINE_THREADS",
            "weft-trainer", "WEFT_TRAINER_ENGINE_THREADS");
    engines.forEach(
        (name, threads) ->
            overlay
                .workloads()
                .filter(one -> one.name().equals(name))
                .flatMap(Manifest::containers)
                .forEach(
                    each -> {
                      for (String variable : List.of("OMP_NUM_THREADS", threads)) {
                        assertThat(environment(each, variable).at("/valueFrom/resourceFieldRef"))
                            .as(variable)
                            .isEqualTo(Manifest.parse("{resource: limits.cpu}"));
                      }
                    }));
  }

  /** Models may use half of the memory; a version that does not fit is refused. */
  @ParameterizedTest
  @EnumSource
  void aCandidateFitsBesideTheVersionThatServes(Overlay overlay) {
    JsonNode limits =
        overlay
            .workloads()
            .filter(one -> one.name().equals("weft-classifier"))
            .flatMap(Manifest::containers)
            .findFirst()
            .orElseThrow()
            .at("/resources/limits");
    assertThat(limits.path("memory").asText()).endsWith("Gi");
    long half = Long.parseLong(limits.path("memory").asText().replace("Gi", "")) << 29;
    var options = new EngineOptions("onnx-cpu", limits.path("cpu").asInt(), CPU_BATCH, 0);

    assertThat(2 * Engines.predictBytes(STARTER_ONNX_BYTES, 299, 299, options))
        .isLessThanOrEqualTo(half);
  }

  @ParameterizedTest
  @EnumSource
  void eachReplicaHasANameThatItsGroupKnowsItBy(Overlay overlay) {
    for (String service : List.of("CLASSIFIER", "TRAINER", "ROLLOUT")) {
      Manifest workload =
          overlay
              .workloads()
              .filter(one -> one.name().equals("weft-" + service.toLowerCase(Locale.ROOT)))
              .findFirst()
              .orElseThrow();
      JsonNode name =
          environment(
              workload.containers().findFirst().orElseThrow(), "WEFT_" + service + "_INSTANCE_ID");

      assertThat(name.at("/valueFrom/fieldRef/fieldPath").asText()).isEqualTo("metadata.name");
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsWrittenLiesOnAVolume(Overlay overlay) {
    List<String> written =
        overlay
            .of("ConfigMap")
            .flatMap(map -> Manifest.each(map.node().path("data")))
            .map(JsonNode::asText)
            .filter(value -> value.startsWith("/") && !value.startsWith("/etc/weft/"))
            .toList();

    assertThat(written).hasSize(6).allMatch(path -> path.startsWith("/var/lib/weft/"));
    assertThat(overlay.workloads())
        .allSatisfy(
            one ->
                assertThat(one.containers().findFirst().orElseThrow().path("volumeMounts"))
                    .map(mount -> mount.path("mountPath").asText())
                    .contains("/tmp", "/var/lib/weft"));
  }

  @Test
  void whereThereAreGpusClassifiersAndTrainersHaveOneEach() {
    for (Manifest one : Overlay.GPU.workloads().toList()) {
      boolean heavy = List.of("classifier", "trainer").contains(one.label(COMPONENT));
      JsonNode pod = one.pod().orElseThrow();

      assertThat(pod.at("/containers/0/resources/limits").path("nvidia.com/gpu").asInt())
          .isEqualTo(heavy ? 1 : 0);
      assertThat(pod.at("/tolerations/0/key").asText()).isEqualTo(heavy ? "nvidia.com/gpu" : "");
    }
  }

  @Test
  void aDevelopmentClusterHasOneOfEach() {
    assertThat(Overlay.DEV.workloads()).allMatch(one -> one.spec().path("replicas").asInt(1) == 1);
    assertThat(Overlay.DEV.of("KafkaNodePool"))
        .singleElement()
        .matches(one -> one.spec().path("replicas").asInt() == 1);
  }

  @ParameterizedTest
  @EnumSource(names = {"CPU", "GPU"})
  void classifiersAreScaledWithinWhatHelps(Overlay overlay) {
    JsonNode scaled = overlay.named("ScaledObject", "weft-classifier").spec();
    JsonNode trigger = scaled.at("/triggers/0/metadata");
    int partitions =
        overlay.named("KafkaTopic", "weft.images.uploaded").spec().path("partitions").asInt();

    assertThat(scaled.path("minReplicaCount").asInt()).isGreaterThanOrEqualTo(2);
    assertThat(scaled.path("maxReplicaCount").asInt()).isEqualTo(partitions);
    assertThat(scaled.path("cooldownPeriod").asInt()).isPositive();
    assertThat(trigger.path("topic").asText()).isEqualTo("weft.images.uploaded");
    assertThat(trigger.path("consumerGroup").asText()).isEqualTo("weft-classifier");
    assertThat(trigger.path("excludePersistentLag").asText()).isEqualTo("true");
    assertThat(trigger.path("limitToPartitionsWithLag").asText()).isEqualTo("true");
    // KEDA connects from another namespace.
    assertThat(trigger.path("bootstrapServers").asText())
        .isEqualTo("weft-kafka-bootstrap.weft.svc:9093");
    assertThat(overlay.named("Deployment", "weft-classifier").spec().has("replicas")).isFalse();
  }

  private static JsonNode environment(JsonNode container, String name) {
    return Manifest.each(container.path("env"))
        .filter(one -> one.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not set"));
  }
}
