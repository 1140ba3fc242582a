package dev.weft.modelstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.weft.imaging.Preprocessing;
import dev.weft.imaging.Resize;
import dev.weft.imaging.Scaling;
import dev.weft.modelstore.reference.FeatureReference;
import dev.weft.modelstore.reference.FeatureReference.Group;
import dev.weft.modelstore.reference.Reference;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestsTest {
  private static final String KEY = "models/clothing/3/manifest.json";
  private static final BundleFile FILE = new BundleFile(7, "ab".repeat(32));

  @Test
  void aManifestComesBackAsItWasWritten() {
    ModelManifest manifest = manifest();
    assertThat(Manifests.readAt(KEY, Manifests.write(manifest))).isEqualTo(manifest);
  }

  @Test
  void fieldsOfLaterVersionsAreLeftAside() {
    String json = json().replaceFirst("\\{", "{ \"later\": [1, 2],");
    assertThat(Manifests.readAt(KEY, bytes(json))).isEqualTo(manifest());
  }

  @Test
  void aManifestOfBeforeThereWereReferencesIsReadWithoutOne() {
    ModelManifest before = manifest(null);
    byte[] json = Manifests.write(before);

    assertThat(new String(json, StandardCharsets.UTF_8)).doesNotContain("reference");
    assertThat(Manifests.readAt(KEY, json)).isEqualTo(before);
  }

  @Test
  void aReferenceOfBeforeThereWereFeaturesIsReadWithoutThem() {
    ModelManifest before = manifest(new Reference(Map.of("hat", 31L)));
    byte[] json = Manifests.write(before);

    assertThat(new String(json, StandardCharsets.UTF_8)).doesNotContain("features");
    assertThat(Manifests.readAt(KEY, json)).isEqualTo(before);
  }

  @Test
  void anUnknownFormatIsNotRead() {
    String json = json().replaceFirst("\"format\" : 1", "\"format\" : 2, \"classes\" : 7");
    assertThatThrownBy(() -> Manifests.readAt(KEY, bytes(json)))
        .isInstanceOf(BundleCorruptException.class)
        .hasMessageContaining("format 2");
  }

  @Test
  void aManifestInAnotherVersionsPlaceIsRefused() {
    assertThatThrownBy(
            () -> Manifests.readAt("models/clothing/4/manifest.json", Manifests.write(manifest())))
        .isInstanceOf(BundleCorruptException.class)
        .hasMessageContaining("clothing:3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../model", "/etc/passwd", "a/b", "..", ".hidden", "a\\\\b", "manifest.json", ""})
  void aFileThatLeadsElsewhereIsRefused(String name) {
    String json = json().replace("\"files\" : {", "\"files\" : { \"" + name + "\" : " + file());
    assertThatThrownBy(() -> Manifests.readAt(KEY, bytes(json)))
        .isInstanceOf(BundleCorruptException.class)
        .hasMessageContaining("name");
  }

  @ParameterizedTest
  @CsvSource({
    "'\"size\" : 7', '\"size\" : -1'",
    "'\"size\" : 7', '\"size\" : 9000000000000'",
    "'\"sha256\" : \"abab', '\"sha256\" : \"xxab'",
    "'\"name\" : \"clothing\"', '\"name\" : \"../clothing\"'",
    "'\"version\" : 3', '\"version\" : 0'",
    "'[ 0.5, -0.5 ]', '[ 0.5 ]'",
    "'[ \"hat\", \"dress\" ]', '[ \"hat\", \"hat\" ]'",
    "'[ \"hat\", \"dress\" ]', '[ ]'",
    "'\"width\" : 299', '\"width\" : 100000'",
    "'\"STRETCH\"', '\"SQUEEZE\"'",
    "'model.onnx', 'other.onnx'",
    "'\"hat\" : 31', '\"hat\" : -1'",
    "'[ -1.5, 2.5 ]', '[ 2.5, -1.5 ]'",
    "'[ -1.5, 2.5 ]', '[ 2.5, 2.5 ]'",
    "'[ -1.5, 2.5 ]', '[ -1.5, 1e999 ]'",
    "'[ -1.5, 2.5 ]', '[ -1.5, \"NaN\" ]'",
    "'[ -1.5, 2.5 ]', '[ -1.5, null ]'",
    "'[ -1.5, 2.5 ]', '[ -1.5 ]'",
    "'[ -1.5, 2.5 ]', '[ ]'",
    "'[ -1.5, 2.5 ]', 'null'",
    "'[ 20, 20, 20 ]', '[ 20, 20, -1 ]'",
    "'[ 20, 20, 20 ]', '[ 20, 20, 9999999999 ]'",
    "'[ 20, 20, 20 ]', '[ 20, 20, null ]'",
    "'[ 20, 20, 20 ]', 'null'"
  })
  void whatMakesNoSenseIsRefused(String right, String wrong) {
    String json = json();
    assertThat(json).contains(right);
    assertThatThrownBy(() -> Manifests.readAt(KEY, bytes(json.replace(right, wrong))))
        .isInstanceOf(BundleCorruptException.class)
        .hasMessageStartingWith(KEY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "null", "not json", "{"})
  void whatIsNoManifestIsRefused(String text) {
    assertThatThrownBy(() -> Manifests.readAt(KEY, bytes(text)))
        .isInstanceOf(BundleCorruptException.class)
        .hasMessageStartingWith(KEY);
  }

  private static ModelManifest manifest() {
    return manifest(
        new Reference(
            Map.of("hat", 31L, "dress", 29L),
            new FeatureReference(List.of(new Group(List.of(-1.5, 2.5), List.of(20L, 20L, 20L))))));
  }

  private static ModelManifest manifest(Reference reference) {
    return new ModelManifest(
        1,
        "clothing",
        3,
        Instant.parse("2026-11-23T23:25:00.123Z"),
        List.of("hat", "dress"),
        new Preprocessing(299, 280, Resize.STRETCH, Scaling.ZERO_TO_ONE),
        List.of(0.5f, -0.5f),
        Map.of(ModelManifest.ONNX, FILE, ModelManifest.WEIGHTS, FILE),
        new Origin(
            Origin.TRAINING,
            "datasets/1.jsonl",
            FILE.sha256(),
            "shoes:1",
            Map.of("accuracy", 0.9),
            new TrainingLineage(
                "t-1",
                FILE.sha256(),
                "autumn",
                "f".repeat(64),
                JsonNodeFactory.instance.objectNode().put("batchSize", 32),
                7,
                "0.1.0",
                "a CPU",
                12.5)),
        reference);
  }

  private static String json() {
    return new String(Manifests.write(manifest()), StandardCharsets.UTF_8);
  }

  private static String file() {
    return "{ \"size\" : 7, \"sha256\" : \"" + FILE.sha256() + "\" },";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
