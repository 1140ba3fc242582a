package dev.weft.classifier.pipeline;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.classifier.pipeline.Scene.Answer;
import dev.weft.embedded.EmbeddedBroker;
import dev.weft.embedded.EmbeddedStore;
import dev.weft.events.image.ImageRejected;
import dev.weft.events.image.ObjectRef;
import dev.weft.objectstore.s3.S3ObjectStore;
import dev.weft.objectstore.s3.StoreSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A problem of one image affects only that image. During a problem of anything else, images wait
 * and the status contains the reason.
 */
class PoisonIT {

  private static final Duration LONG = Duration.ofMinutes(10);
  private static final int IMAGES = 40;

  @TempDir private static Path dir;
  private static EmbeddedBroker broker;
  private static EmbeddedStore endpoint;
  private static S3ObjectStore store;

  private Scene scene;

  @BeforeAll
  static void startBrokerAndStore() {
    broker = EmbeddedBroker.start(dir.resolve("kafka"), 0);
    endpoint = EmbeddedStore.start(dir.resolve("s3"), 0, "key", "secret-key");
    store = new S3ObjectStore(StoreSettings.of(endpoint.endpoint(), "key", "secret-key"));
  }

  @AfterAll
  static void stopBrokerAndStore() {
    store.close();
    endpoint.close();
    broker.close();
  }

  @BeforeEach
  void set() throws Exception {
    scene = new Scene(broker.bootstrapServers(), store);
  }

  @AfterEach
  void strike() {
    scene.close();
  }

  private void upload(int from, int to) {
    IntStream.range(from, to).forEach(i -> scene.upload("image-" + i, i % 10));
  }

  private void awaitAnswers(int count) {
    await().atMost(TIMEOUT).until(() -> scene.read(Duration.ofMillis(50)) >= count);
  }

  private static Map<String, String> rejections(List<Answer> answers) {
    return answers.stream()
        .filter(answer -> answer.event() instanceof ImageRejected)
        .collect(Collectors.toMap(a -> a.event().key(), a -> a.rejected().reason().code()));
  }

  private static Map<String, String> sevens(String reason) {
    return IntStream.range(0, IMAGES / 10)
        .mapToObj(i -> "image-" + (10 * i + 7))
        .collect(Collectors.toMap(id -> id, id -> reason));
  }

  @Test
  void anImageThatTheServingVersionFailsOnIsRejectedAlone() {
    scene.engine.chokesOn = label -> label == 7;
    var pipeline = scene.start("a");
    upload(0, IMAGES);
    awaitAnswers(IMAGES);
    var answers = scene.answers(IMAGES);
    assertThat(answers).hasSize(IMAGES);
    assertThat(rejections(answers)).isEqualTo(sevens("engine_failed"));
    assertThat(answers)
        .filteredOn(answer -> answer.event() instanceof ImageRejected)
        .allSatisfy(
            answer -> {
              assertThat(answer.rejected().detail()).contains("label 7 is too much");
              assertThat(answer.rejected().model()).isEqualTo(scene.serving.ref());
            });
    await().atMost(TIMEOUT).until(() -> pipeline.status().failing().isEmpty());
  }

  @Test
  void anImageThatGivesLogitsThatAreNoNumbersIsRejectedAlone() {
    scene.engine.notANumberOn = label -> label == 7;
    scene.start("a");
    upload(0, IMAGES);
    awaitAnswers(IMAGES);
    assertThat(rejections(scene.answers(IMAGES))).isEqualTo(sevens("engine_failed"));
  }

  @Test
  void aRollbackFreesTheImagesThatAVersionFailsOn() {
    scene.engine.failuresLeft.set(Integer.MAX_VALUE);
    var pipeline = scene.start("a");
    upload(0, IMAGES);
    await().atMost(TIMEOUT).until(() -> pipeline.status().blocked() != null);
    assertThat(pipeline.status().blocked()).contains("fake:1", "golden input", "out of order");
    assertThat(scene.read(Duration.ofMillis(100))).isZero();
    scene.publishModel(2);
    scene.held.become(Scene.model(2, new FakeEngine(), Scene.SMALL));
    awaitAnswers(IMAGES);
    assertThat(scene.answers(IMAGES))
        .hasSize(IMAGES)
        .allMatch(answer -> answer.classified().model().version() == 2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aBucketThatIsGoneOrEmptyForAWhileCostsNoImage(boolean emptyInItsPlace) throws Exception {
    var pipeline = scene.start("a");
    upload(0, 4);
    awaitAnswers(4);
    Path bucket = dir.resolve("s3").resolve(scene.bucket);
    Path aside = dir.resolve("aside-" + scene.bucket);
    IntStream.range(4, IMAGES)
        .forEach(i -> scene.stored("image-" + i, FakeReader.image(i % 10, "image image-" + i)));
    Files.move(bucket, aside);
    if (emptyInItsPlace) {
      Files.createDirectory(bucket);
    }
    IntStream.range(4, IMAGES).forEach(this::publishStored);
    await().atMost(TIMEOUT).until(() -> pipeline.status().failing().containsKey("fetch"));
    assertThat(pipeline.status().blocked()).contains(scene.bucket);
    assertThat(scene.read(Duration.ofMillis(500))).isEqualTo(4);
    if (emptyInItsPlace) {
      Files.delete(bucket);
    }
    Files.move(aside, bucket);
    awaitAnswers(IMAGES);
    assertThat(rejections(scene.answers(IMAGES))).isEmpty();
    await().atMost(TIMEOUT).until(() -> pipeline.status().failing().isEmpty());
  }

  private void publishStored(int i) {
    byte[] bytes = FakeReader.image(i % 10, "image image-" + i);
    var object =
        new ObjectRef(scene.bucket, "uploads/image-" + i, bytes.length, Scene.sha256(bytes));
    scene.publish(scene.uploaded("image-" + i, object, null));
  }

  @Test
  void anObjectThatAppearsAfterItsEventIsClassified() {
    scene.imageRetry = LONG;
    scene.start("a");
    publishStored(1);
    upload(2, 8);
    // The images behind it in its partition are classified, and committed after it.
    await().atMost(TIMEOUT).until(() -> scene.engine.batches.stream().mapToInt(n -> n).sum() == 6);
    assertThat(scene.read(Duration.ofMillis(50))).isLessThan(7);
    scene.stored("image-1", FakeReader.image(1, "image image-1"));
    awaitAnswers(7);
    assertThat(rejections(scene.answers(7))).isEmpty();
  }

  @Test
  void anObjectThatTheStoreRefusesIsRejectedAlone() {
    scene.store.denies = key -> key.endsWith("7");
    var pipeline = scene.start("a");
    upload(0, IMAGES);
    awaitAnswers(IMAGES);
    assertThat(rejections(scene.answers(IMAGES))).isEqualTo(sevens("object_refused"));
    assertThat(pipeline.status().failing()).isEmpty();
  }

  @Test
  void anObjectThatIsRefusedForAMomentIsClassified() {
    scene.imageRetry = LONG;
    scene.store.denies = key -> key.endsWith("7");
    scene.start("a");
    upload(0, 10);
    await().atMost(TIMEOUT).until(() -> scene.store.refused.get() > 3);
    scene.store.denies = key -> false;
    awaitAnswers(10);
    assertThat(rejections(scene.answers(10))).isEmpty();
  }

  @Test
  void whileAllImagesAreRefusedNoneIsRejected() {
    var pipeline = scene.start("a");
    scene.store.denies = key -> key.startsWith("uploads/");
    upload(0, 10);
    await().atMost(TIMEOUT).until(() -> scene.store.refused.get() > 200);
    assertThat(scene.read(Duration.ofMillis(100))).isZero();
    assertThat(pipeline.status().failing().get("fetch")).contains("refused: uploads/");
    assertThat(pipeline.status().blocked()).contains("refused: uploads/");
    scene.store.denies = key -> false;
    awaitAnswers(10);
    assertThat(rejections(scene.answers(10))).isEmpty();
  }

  @Test
  void whatMustBeMendedAtTheStoreIsKnownBeforeAnImageComes() throws Exception {
    var pipeline = scene.start("a");
    assertThat(pipeline.storeProblem()).isEmpty();

    scene.store.denies = key -> key.startsWith("uploads/");
    await().atMost(TIMEOUT).until(() -> said(pipeline).contains("refused: uploads/"));
    scene.store.denies = key -> key.startsWith("models/");
    await().atMost(TIMEOUT).until(() -> said(pipeline).contains("refused: models/"));
    scene.store.denies = key -> false;
    await().atMost(TIMEOUT).until(() -> said(pipeline).isEmpty());

    Path bucket = dir.resolve("s3").resolve(scene.bucket);
    Path aside = dir.resolve("aside-" + scene.bucket);
    Files.move(bucket, aside);
    await()
        .atMost(TIMEOUT)
        .until(() -> said(pipeline).contains("does not contain the serving version"));
    Files.move(aside, bucket);
    await().atMost(TIMEOUT).until(() -> said(pipeline).isEmpty());
  }

  private static String said(Pipeline pipeline) {
    return pipeline.storeProblem().orElse("");
  }

  @Test
  void whateverReadingAnImageThrowsEndsThatImageAlone() {
    scene.start("a");
    scene.upload("deep", "s".getBytes());
    scene.upload("asserted", "a".getBytes());
    scene.upload("linked", "k".getBytes());
    scene.upload("indexed", "i".getBytes());
    upload(0, 10);
    awaitAnswers(14);
    assertThat(rejections(scene.answers(14)))
        .isEqualTo(
            Map.of(
                "deep", "internal_error",
                "asserted", "internal_error",
                "linked", "internal_error",
                "indexed", "internal_error"));
  }

  @Test
  void whileReadingFailsForASoundFileTooNoImageIsRejected() {
    scene.reader.broken = true;
    var pipeline = scene.start("a");
    upload(0, 10);
    await().atMost(TIMEOUT).until(() -> pipeline.status().blocked() != null);
    assertThat(pipeline.status().blocked()).contains("dev/weft/Reader");
    scene.reader.broken = false;
    awaitAnswers(10);
    assertThat(rejections(scene.answers(10))).isEmpty();
  }

  /** One pipeline starts after the rejections were written, the other one wrote them itself. */
  @Test
  void manyRejectionsAndRefusedEventsPushNoAnswerOutOfWhatIsRemembered() throws Exception {
    scene.answeredWindow = 20;
    var first = scene.start("a");
    upload(0, 10);
    scene.upload("bad", "n".getBytes());
    awaitAnswers(11);
    for (int partition = 0; partition < Scene.PARTITIONS; partition++) {
      for (int i = 0; i < 150; i++) {
        scene.publish(partition, "none", "not json");
      }
    }
    awaitAnswers(11 + 600);
    upload(0, 10);
    scene.upload("bad", "n".getBytes());
    await().atMost(TIMEOUT).until(() -> scene.lag() == 0);
    first.close();
    scene.start("b");
    upload(0, 10);
    scene.upload("bad", "n".getBytes());
    scene.upload("last", "n".getBytes());
    await().atMost(TIMEOUT).until(() -> scene.lag() == 0);
    assertThat(scene.answers(12 + 600)).hasSize(12 + 600);
  }

  @Test
  void aCallOfTheEngineThatDoesNotEndShowsHowLongItHasTaken() {
    scene.engine.gate = new CountDownLatch(1);
    var pipeline = scene.start("a");
    upload(0, 1);
    await().atMost(TIMEOUT).until(() -> pipeline.status().longestStep().toMillis() > 300);
    scene.engine.gate.countDown();
    awaitAnswers(1);
    await().atMost(TIMEOUT).until(() -> pipeline.status().longestStep().isZero());
  }

  @Test
  void anImageForWhichThereIsNoMemoryWaits() {
    scene.reader.outOfMemory.set(30);
    scene.start("a");
    scene.upload("heavy", "m".getBytes());
    awaitAnswers(1);
    assertThat(rejections(scene.answers(1))).isEqualTo(Map.of("heavy", "not_an_image"));
    assertThat(scene.reader.outOfMemory.get()).isZero();
  }
}
