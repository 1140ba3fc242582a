package dev.weft.modelstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.weft.embedded.EmbeddedStore;
import dev.weft.imaging.Preprocessing;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.s3.S3ObjectStore;
import dev.weft.objectstore.s3.StoreSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelStoreIT {
  private static final String BUCKET = "weft";

  @TempDir static Path dir;
  private static EmbeddedStore server;
  private static ObjectStore store;
  private static ModelStore models;

  @BeforeAll
  static void start() {
    server = EmbeddedStore.start(dir.resolve("s3"), 0, "key", "secret");
    store = new S3ObjectStore(StoreSettings.of(server.endpoint(), "key", "secret"));
    store.ensureBucket(BUCKET);
    models = new ModelStore(store, BUCKET);
  }

  @AfterAll
  static void stop() {
    store.close();
    server.close();
  }

  @Test
  void versionsCountFromOneAndAreFetchedAsTheyWerePublished() throws IOException {
    assertThat(models.newest("shoes")).isEmpty();
    assertThat(models.publish(draft("shoes", "first"))).isEqualTo(1);
    assertThat(models.publish(draft("shoes", "second"))).isEqualTo(2);
    assertThat(models.versions("shoes")).containsExactly(1, 2);
    assertThat(models.newest("shoes")).hasValue(2);
    assertThat(models.models()).contains("shoes");
    ModelBundle bundle = models.fetch("shoes", 1, dir.resolve("cache"));
    assertThat(bundle.files().onnx()).hasContent("onnx first");
    assertThat(bundle.files().weights()).hasContent("weights first");
    assertThat(bundle.files().classes()).isEqualTo(2);
    assertThat(bundle.golden().logits()).containsExactly(0.5f, -0.5f);
  }

  @Test
  void aVersionThatWasRemovedFromTheStoreGoesFromTheCacheWhenTheNextIsFetched() throws Exception {
    Path cache = dir.resolve("pruned-cache");
    for (int version = 1; version <= 3; version++) {
      models.publish(draft("pruned", "number " + version));
    }
    models.fetch("pruned", 1, cache);
    ModelBundle used = models.fetch("pruned", 2, cache);
    models.remove("pruned", 1);
    models.remove("pruned", 2);
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () -> {
              // The first bundle is no longer referenced, which a garbage collection detects.
              System.gc();
              models.fetch("pruned", 3, cache);
              assertThat(cache.resolve("pruned/1")).doesNotExist();
            });
    assertThat(used.files().onnx()).hasContent("onnx number 2");
    assertThat(cache.resolve("pruned/3")).isDirectory();
  }

  @Test
  void aVersionThatTheStoreStillHasStaysInTheCache() throws Exception {
    Path cache = dir.resolve("kept-cache");
    models.publish(draft("kept", "first"));
    models.publish(draft("kept", "second"));
    models.fetch("kept", 1, cache);
    System.gc();
    models.fetch("kept", 2, cache);
    assertThat(cache.resolve("kept/1/model.onnx")).hasContent("onnx first");
  }

  @Test
  void twoPublishersAtOnceGetAVersionEach() throws Exception {
    var pool = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Integer>> publishers =
          IntStream.range(0, 4)
              .<Callable<Integer>>mapToObj(i -> () -> models.publish(draft("race", "by " + i)))
              .toList();
      for (var version : pool.invokeAll(publishers)) {
        models.fetch("race", version.get(), dir.resolve("race-cache"));
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(models.versions("race")).containsExactly(1, 2, 3, 4);
  }

  @Test
  void ofThoseWhoPublishTheSameFirstVersionAtOnceEachIsToldThatItIsThere() throws Exception {
    var pool = Executors.newFixedThreadPool(3);
    try {
      List<Callable<Boolean>> publishers =
          IntStream.range(0, 3)
              .<Callable<Boolean>>mapToObj(
                  i -> () -> models.publishFirst(draft("first", "same"), dir.resolve("first" + i)))
              .toList();
      for (var isThere : pool.invokeAll(publishers)) {
        assertThat(isThere.get()).isTrue();
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(models.publishFirst(draft("first", "other"), dir.resolve("first3"))).isFalse();
    assertThat(models.versions("first")).containsExactly(1);
    assertThat(models.fetch("first", 1, dir.resolve("first4")).files().onnx())
        .hasContent("onnx same");
  }

  @Test
  void anInterruptedPublicationGoesOnWhereItStopped() throws IOException {
    models.publish(draft("resumed", "content"));
    store.delete(BUCKET, "models/resumed/1/manifest.json");
    store.delete(BUCKET, "models/resumed/1/model.onnx");
    assertThat(models.versions("resumed")).isEmpty();
    assertThat(models.publish(draft("resumed", "content"))).isEqualTo(1);
    assertThat(models.fetch("resumed", 1, dir.resolve("c")).files().onnx())
        .hasContent("onnx content");
  }

  @Test
  void aStagedVersionIsThereOnceItIsReleasedByWhomever() throws IOException {
    ModelManifest staged = models.stage(draft("staged", "content"));
    assertThat(models.versions("staged")).isEmpty();
    assertThat(models.stage(draft("staged", "content")).version()).isEqualTo(staged.version());

    ModelManifest told = ModelManifest.ofJson("a note", staged.toJson());
    models.release(told);
    models.release(told);

    assertThat(models.manifest("staged", 1)).contains(staged);
  }

  @Test
  void aDamagedFileIsNamed() throws IOException {
    models.publish(draft("damaged", "content"));
    store.put(BUCKET, "models/damaged/1/model.onnx", bytes("onnx contenT"), "text/plain");
    assertThatThrownBy(() -> models.fetch("damaged", 1, dir.resolve("damaged")))
        .isInstanceOf(BundleCorruptException.class)
        .hasMessageContaining("models/damaged/1/model.onnx");
  }

  @Test
  void aDamagedGraphInIntegersIsLeftAwayAndTheVersionStays() throws IOException {
    models.publish(withGraphInIntegers("lame"));
    assertThat(models.fetch("lame", 1, dir.resolve("lame")).files().quantized())
        .hasValueSatisfying(
            graph -> assertThat(graph.golden().logits()).containsExactly(0.5f, -0.25f));

    store.put(BUCKET, "models/lame/1/model-int8.onnx", bytes("graph in integerS"), "text/plain");

    ModelBundle elsewhere = models.fetch("lame", 1, dir.resolve("elsewhere"));
    assertThat(elsewhere.quantized()).isEmpty();
    assertThat(elsewhere.files().quantized()).isEmpty();
    assertThat(elsewhere.files().onnx()).hasContent("onnx content");
    assertThat(elsewhere.directory().resolve("model-int8.onnx")).doesNotExist();
    store.delete(BUCKET, "models/lame/1/model-int8.onnx");
    assertThat(models.fetch("lame", 1, dir.resolve("third")).files().quantized()).isEmpty();
  }

  @Test
  void aGraphInIntegersOfWhichNothingSensibleIsSaidIsNotUsed() throws IOException {
    ModelDraft draft = withGraphInIntegers("mute");
    Files.writeString(draft.files().get("model-int8.json"), "{\"golden\":[]}");
    models.publish(draft);
    assertThat(models.fetch("mute", 1, dir.resolve("mute")).files().quantized()).isEmpty();
  }

  @Test
  void filesThatThisReleaseDoesNotKnowAreBroughtAndChangeNothing() throws IOException {
    Path file = Files.writeString(dir.resolve("from-a-later-release"), "something");
    models.publish(draft("later", "content").withFile("model-int2.onnx", file));
    ModelBundle bundle = models.fetch("later", 1, dir.resolve("later"));
    assertThat(bundle.files().onnx()).hasContent("onnx content");
    assertThat(bundle.files().quantized()).isEmpty();
  }

  private ModelDraft withGraphInIntegers(String name) throws IOException {
    Path folder = Files.createDirectories(dir.resolve(name + "-draft"));
    Path graph = Files.writeString(folder.resolve("model-int8.onnx"), "graph in integers");
    Path known =
        new QuantizedVariant(List.of(0.5f, -0.25f), 100, 90, 90, 99, 93, 92).writeTo(folder);
    return draft(name, "content")
        .withFile(QuantizedVariant.GRAPH, graph)
        .withFile(QuantizedVariant.FILE, known);
  }

  @Test
  void aFileThatIsLongerThanPromisedIsNotReadToItsEnd() throws IOException {
    models.publish(draft("long", "content"));
    store.put(BUCKET, "models/long/1/model.onnx", new byte[10 << 20], "text/plain");
    assertThatThrownBy(() -> models.fetch("long", 1, dir.resolve("long")))
        .isInstanceOf(BundleCorruptException.class)
        .hasMessageContaining("model.onnx should be 12 bytes");
    assertThat(dir.resolve("long/long/1")).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void aMissingFileIsNamed() throws IOException {
    models.publish(draft("missing", "content"));
    store.delete(BUCKET, "models/missing/1/weights.safetensors");
    assertThatThrownBy(() -> models.fetch("missing", 1, dir.resolve("missing")))
        .isInstanceOf(BundleCorruptException.class)
        .hasMessageContaining("models/missing/1/weights.safetensors is missing");
  }

  @Test
  void aRightCachedFileIsReusedAndAWrongOneReplaced() throws IOException {
    models.publish(draft("cached", "content"));
    Path cache = dir.resolve("cached");
    Path onnx = models.fetch("cached", 1, cache).files().onnx();
    store.delete(BUCKET, "models/cached/1/weights.safetensors");
    Files.writeString(onnx, "damaged here");
    assertThat(models.fetch("cached", 1, cache).files().onnx()).hasContent("onnx content");
  }

  @Test
  void whoPublishesIntoItsCacheNeedNotFetch() throws IOException {
    Path cache = dir.resolve("own");
    models.publish(draft("own", "content"), cache);
    store.delete(BUCKET, "models/own/1/model.onnx");
    store.delete(BUCKET, "models/own/1/weights.safetensors");
    assertThat(models.fetch("own", 1, cache).files().onnx()).hasContent("onnx content");
  }

  @Test
  void aVersionThatIsNotPublishedIsSaidSo() {
    assertThat(models.manifest("nothing", 1)).isEmpty();
    assertThatThrownBy(() -> models.fetch("nothing", 1, dir))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nothing has no version 1");
  }

  @Test
  void aRemovedVersionIsGoneButForWhatItWasAndItsNumberIsNotUsedAgain() throws IOException {
    models.publish(draft("removed", "first"));
    models.publish(draft("removed", "second"));

    models.remove("removed", 2);
    models.remove("removed", 2);

    assertThat(models.versions("removed")).containsExactly(1);
    assertThat(models.manifest("removed", 2)).isEmpty();
    assertThat(models.lineage("removed", 2).orElseThrow().version()).isEqualTo(2);
    assertThat(models.lineage("removed", 1)).isEqualTo(models.manifest("removed", 1));
    assertThat(keys("models/removed/2/"))
        .containsExactly("models/removed/2/claim", "models/removed/2/removed.json");
    assertThat(models.publish(draft("removed", "third"))).isEqualTo(3);
  }

  @Test
  void anInterruptedRemovalIsFoundAndFinished() throws IOException {
    models.publish(draft("half", "content"));
    models.stage(draft("half", "being published"));
    byte[] manifest = models.manifest("half", 1).orElseThrow().toJson();
    store.put(BUCKET, "models/half/1/removed.json", manifest, "application/json");
    assertThat(models.halfRemoved("half")).isEmpty();
    store.delete(BUCKET, "models/half/1/manifest.json");
    assertThat(models.halfRemoved("half")).containsExactly(1);

    models.remove("half", 1);

    assertThat(models.halfRemoved("half")).isEmpty();
    assertThat(keys("models/half/1/"))
        .containsExactly("models/half/1/claim", "models/half/1/removed.json");
  }

  @Test
  void whatIsBeingPublishedIsNotRemoved() throws IOException {
    ModelManifest staged = models.stage(draft("young", "content"));
    models.remove("young", 1);
    models.release(staged);
    assertThat(models.fetch("young", 1, dir.resolve("young")).files().onnx())
        .hasContent("onnx content");
    assertThat(models.published()).containsEntry("young", List.of(1));
  }

  @Test
  void aBaseIsFetchedByWhoNamesItAndFoundByNobodyElse() throws IOException {
    Path cache = dir.resolve("bases");
    assertThat(models.newestBase("nets")).isEmpty();
    assertThat(models.publishBase(draft("nets", "net"), cache)).isEqualTo(1);
    assertThat(models.publishBase(draft("nets", "net"), cache)).isEqualTo(1);
    assertThat(models.newestBase("nets")).hasValue(1);
    assertThat(models.models()).doesNotContain("nets");
    assertThat(models.published()).doesNotContainKey("nets");
    assertThat(models.versions("nets")).isEmpty();
    assertThat(models.manifest("nets", 1)).isEmpty();
    assertThat(models.halfRemoved("nets")).isEmpty();
    assertThat(models.lineage("nets", 1)).isEqualTo(models.base("nets", 1)).isPresent();
    assertThat(models.fetch("nets", 1, dir.resolve("nets")).files().onnx()).hasContent("onnx net");

    assertThat(models.publish(draft("nets", "a version"))).isEqualTo(2);
    assertThat(models.newestBase("nets")).hasValue(1);
    assertThat(models.versions("nets")).containsExactly(2);
  }

  @Test
  void aModelIsKnownOnceItIsDeclaredAndStaysWhatItWasDeclaredToBe() throws IOException {
    var tops = new DeclaredModel("tops", "imagenet", Instant.parse("2026-11-28T09:00:00Z"));
    assertThat(models.isKnown("tops")).isFalse();
    assertThat(models.declarations().declare(tops)).isEqualTo(tops);
    assertThat(
            models.declarations().declare(new DeclaredModel("tops", "clothing:1", Instant.now())))
        .isEqualTo(tops);
    assertThat(models.isKnown("tops")).isTrue();
    assertThat(models.declarations().of("tops")).contains(tops);
    assertThat(models.declarations().of("bottoms")).isEmpty();
    assertThat(models.declarations().names()).contains("tops");
    assertThat(models.models()).doesNotContain("tops");
    assertThat(models.publish(draft("tops", "first"))).isEqualTo(1);
    assertThat(models.versions("tops")).containsExactly(1);
  }

  private static ModelDraft draft(String name, String content) throws IOException {
    Path work = Files.createTempDirectory(dir, "draft");
    return new ModelDraft(
        name,
        List.of("hat", "dress"),
        Preprocessing.XCEPTION,
        new GoldenCase(new float[] {0.5f, -0.5f}),
        Map.of(
            ModelManifest.ONNX,
            Files.writeString(work.resolve("o"), "onnx " + content),
            ModelManifest.WEIGHTS,
            Files.writeString(work.resolve("w"), "weights " + content)),
        Origin.imported("test", content, null));
  }

  private static List<String> keys(String prefix) {
    List<String> keys = new java.util.ArrayList<>();
    store.list(BUCKET, prefix, null).forEachRemaining(object -> keys.add(object.key()));
    return keys;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
