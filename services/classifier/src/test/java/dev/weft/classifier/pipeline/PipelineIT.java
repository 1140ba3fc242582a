package dev.weft.classifier.pipeline;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.classifier.consume.KafkaClients;
import dev.weft.classifier.pipeline.Scene.Answer;
import dev.weft.embedded.EmbeddedBroker;
import dev.weft.embedded.EmbeddedStore;
import dev.weft.events.image.ImagePurpose;
import dev.weft.events.image.ImageRejected;
import dev.weft.events.image.ImageUploaded;
import dev.weft.events.image.ObjectRef;
import dev.weft.events.image.RejectionReason;
import dev.weft.objectstore.s3.S3ObjectStore;
import dev.weft.objectstore.s3.StoreSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineIT {

  private static EmbeddedBroker broker;
  private static EmbeddedStore endpoint;
  private static S3ObjectStore store;

  private Scene scene;

  @BeforeAll
  static void startBrokerAndStore(@TempDir Path dir) {
    broker = EmbeddedBroker.start(dir.resolve("kafka"), 0);
    endpoint = EmbeddedStore.start(dir.resolve("s3"), 0, "key", "secret-key");
    store = new S3ObjectStore(StoreSettings.of(endpoint.endpoint(), "key", "secret-key"));
    Awaitility.setDefaultTimeout(TIMEOUT);
  }

  @AfterAll
  static void stopBrokerAndStore() {
    Awaitility.reset();
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

  private static Set<String> ids(int count) {
    return IntStream.range(0, count).mapToObj(i -> "image-" + i).collect(Collectors.toSet());
  }

  private static List<String> imageIds(List<Answer> answers) {
    return answers.stream().map(answer -> answer.event().key()).toList();
  }

  private void upload(int from, int to) {
    IntStream.range(from, to).forEach(i -> scene.upload("image-" + i, i % 10));
  }

  private void assertEachAnsweredOnce(int count) throws Exception {
    var answers = scene.answers(count);
    assertThat(imageIds(answers)).doesNotHaveDuplicates();
    assertThat(new HashSet<>(imageIds(answers))).isEqualTo(ids(count));
    answers.forEach(
        answer -> {
          int i = Integer.parseInt(answer.event().key().substring("image-".length()));
          assertThat(answer.classified().predictions().get(0).label()).isEqualTo("label-" + i % 10);
        });
    await().atMost(TIMEOUT).until(() -> scene.lag() == 0);
  }

  @Test
  void answersEachUploadOnceWithItsOwnLabelAndMovesTheOffsetOn() throws Exception {
    scene.start("a");
    upload(0, 40);
    assertEachAnsweredOnce(40);
    var answer = scene.answers(40).get(0).classified();
    assertThat(answer.predictions()).hasSize(3);
    assertThat(answer.engine()).isEqualTo("fake");
    assertThat(answer.model().toString()).isEqualTo("fake:1");
    assertThat(answer.tags()).containsEntry("t", "1");
    assertThat(answer.timings().fetchSeconds()).isPositive();
    assertThat(answer.object().sha256()).hasSize(64);
  }

  /** The latency in this case is measured by {@code weft bench pipeline}. */
  @Test
  void anImageThatIsAloneDoesNotWaitForOthers() throws Exception {
    scene.maxWait = Duration.ofHours(1);
    scene.start("a");
    for (int images = 1; images <= 5; images++) {
      upload(images - 1, images);
      assertEachAnsweredOnce(images);
    }
  }

  @Test
  void rejectsWhatCanNeverBeClassifiedAndClassifiesTheRest() throws Exception {
    scene.start("a");
    scene.upload("good-1", 1);
    scene.upload("not", "n".getBytes());
    scene.upload("empty", new byte[0]);
    scene.upload("unsupported", "u".getBytes());
    scene.upload("corrupt", "c".getBytes());
    scene.upload("large", "l".getBytes());
    scene.upload("pixels", "p".getBytes());
    scene.publish(
        scene.uploaded("missing", new ObjectRef(scene.bucket, "images/no", 1, null), null));
    scene.publish(scene.uploaded("bucket", new ObjectRef("elsewhere", "images/no", 1, null), null));
    store.put(scene.bucket, "models/m/1/manifest.json", "1".getBytes(), "application/json");
    scene.publish(
        scene.uploaded(
            "model", new ObjectRef(scene.bucket, "models/m/1/manifest.json", 1, null), null));
    scene.publish(
        scene.uploaded("huge", new ObjectRef(scene.bucket, "images/no", 1L << 40, null), null));
    var object = scene.stored("sum", "1".getBytes()).object();
    scene.publish(
        scene.uploaded(
            "sum", new ObjectRef(object.bucket(), object.key(), 1, "0".repeat(64)), null));
    scene.publish(
        scene.uploaded("size", new ObjectRef(object.bucket(), object.key(), 7, null), null));
    scene.publish(
        scene.uploaded("less", new ObjectRef(object.bucket(), object.key(), 0, null), null));
    scene.publish(scene.uploaded("late", object, Instant.now().minusSeconds(5)));
    scene.publish(2, "what", "not json");
    scene.upload("good-2", 2);

    var answers = scene.answers(17);

    var reasons =
        answers.stream()
            .filter(answer -> answer.event() instanceof ImageRejected)
            .collect(Collectors.toMap(a -> a.event().key(), answer -> answer.rejected().reason()));
    assertThat(reasons)
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("not", RejectionReason.NOT_AN_IMAGE),
                Map.entry("empty", RejectionReason.NOT_AN_IMAGE),
                Map.entry("unsupported", RejectionReason.UNSUPPORTED_FORMAT),
                Map.entry("corrupt", RejectionReason.CORRUPT_IMAGE),
                Map.entry("large", RejectionReason.TOO_LARGE),
                Map.entry("huge", RejectionReason.TOO_LARGE),
                Map.entry("pixels", RejectionReason.TOO_MANY_PIXELS),
                Map.entry("missing", RejectionReason.OBJECT_MISSING),
                Map.entry("bucket", RejectionReason.INVALID_EVENT),
                Map.entry("model", RejectionReason.INVALID_EVENT),
                Map.entry("sum", RejectionReason.CHECKSUM_MISMATCH),
                Map.entry("size", RejectionReason.CHECKSUM_MISMATCH),
                Map.entry("less", RejectionReason.CHECKSUM_MISMATCH),
                Map.entry("late", RejectionReason.EXPIRED),
                Map.entry("what", RejectionReason.INVALID_EVENT)));
    var invalid =
        answers.stream().filter(answer -> answer.event().key().equals("what")).findAny().get();
    assertThat(invalid.partition()).isEqualTo(2);
    assertThat(invalid.rejected().origin().topic()).isEqualTo(scene.topics.uploaded());
    assertThat(invalid.rejected().origin().partition()).isEqualTo(2);
    assertThat(imageIds(answers)).contains("good-1", "good-2");
  }

  @Test
  void anInvalidEventDoesNotStandInTheWayOfAValidOneForTheSameImage() throws Exception {
    scene.start("a");
    scene.publish(0, "image-0", "{}");
    scene.answers(1);
    upload(0, 1);
    assertThat(scene.answers(2).get(1).event().key()).isEqualTo("image-0");
  }

  @Test
  void passesOverOtherModelsImagesAndRefusesThoseOfModelsThatNeverWere() throws Exception {
    store.put(scene.bucket, "models/bags/1/manifest.json", "{}".getBytes(), "application/json");
    scene.start("a", model -> model.equals("shoes"));
    scene.publish(scene.stored("known", FakeReader.image(1, "a")), "shoes");
    scene.publish(scene.stored("published", FakeReader.image(2, "b")), "bags");
    scene.publish(scene.stored("unknown", FakeReader.image(3, "c")), "hats");
    scene.publish(scene.stored("named", FakeReader.image(4, "d")), "fake");
    scene.upload("unnamed", 5);
    var answers = scene.answers(3);
    assertThat(imageIds(answers)).containsExactlyInAnyOrder("unknown", "named", "unnamed");
    var refused =
        answers.stream()
            .filter(a -> a.event().key().equals("unknown"))
            .findFirst()
            .get()
            .rejected();
    assertThat(refused.reason()).isEqualTo(RejectionReason.UNKNOWN_MODEL);
    assertThat(refused.detail()).contains("\"hats\"");
    await().atMost(TIMEOUT).until(() -> scene.lag() == 0);

    store.put(scene.bucket, "models/hats/1/manifest.json", "{}".getBytes(), "application/json");
    scene.publish(scene.stored("unknown-2", FakeReader.image(3, "c")), "hats");
    scene.publish(0, "bad", "not json");
    assertThat(imageIds(scene.answers(4))).doesNotContain("unknown-2");
    await().atMost(TIMEOUT).until(() -> scene.lag() == 0);
  }

  @Test
  void passesOverWhatIsOnlyToBeLearnedFrom() throws Exception {
    scene.start("a");
    var stored = scene.stored("to-learn", FakeReader.image(1, "a"));
    scene.publish(
        new ImageUploaded(
            stored.imageId(),
            stored.object(),
            stored.contentType(),
            stored.uploadedAt(),
            null,
            Map.of(),
            null,
            ImagePurpose.TRAINING));
    scene.upload("to-answer", 2);

    assertThat(imageIds(scene.answers(1))).containsExactly("to-answer");
    await().atMost(TIMEOUT).until(() -> scene.lag() == 0);
    assertThat(imageIds(scene.answers(1))).containsExactly("to-answer");
  }

  @Test
  void answersAnImageThatIsPublishedTwiceOnce() throws Exception {
    scene.start("a");
    upload(0, 10);
    upload(0, 10);
    upload(0, 10);
    assertEachAnsweredOnce(10);
    upload(0, 10);
    await().atMost(TIMEOUT).until(() -> scene.lag() == 0);
    assertEachAnsweredOnce(10);
  }

  @Test
  void remembersAfterARestartWhatWasAnswered() throws Exception {
    var first = scene.start("a");
    upload(0, 10);
    scene.upload("bad", "n".getBytes());
    scene.answers(11);
    first.close();

    upload(0, 10);
    scene.upload("bad", "n".getBytes());
    scene.start("b");

    await().atMost(TIMEOUT).until(() -> scene.lag() == 0);
    assertThat(scene.answers(11)).hasSize(11);
  }

  @Test
  void aShadowsPredictionIsNoAnswer() throws Exception {
    var event = scene.stored("image-0", FakeReader.image(0, "image"));
    scene.publishShadowOf(event);
    scene.publish(event);
    scene.start("a");
    assertEachAnsweredOnce(1);
  }

  @Test
  void waitsForAStoreThatIsAwayAndThenAnswersEverything() throws Exception {
    var pipeline = scene.start("a");
    upload(0, 5);
    scene.answers(5);
    scene.store.awayFor = "uploads";
    upload(5, 30);
    await().atMost(TIMEOUT).until(() -> scene.store.refused.get() > 20);
    assertThat(pipeline.status().failing()).containsKey("fetch");
    assertThat(scene.read(Duration.ofMillis(100))).isEqualTo(5);
    scene.store.awayFor = null;
    assertEachAnsweredOnce(30);
    assertThat(pipeline.status().failing()).isEmpty();
  }

  @Test
  void answersOtherPartitionsWhileOneImageCannotBeFetched() throws Exception {
    scene.start("a");
    scene.store.awayFor = "uploads/image-0";
    upload(0, 40);
    await()
        .atMost(TIMEOUT)
        .until(() -> scene.read(Duration.ofMillis(50)) >= 20 && scene.store.refused.get() > 2);
    scene.store.awayFor = null;
    assertEachAnsweredOnce(40);
  }

  @Test
  void runsABatchAgainUntilTheEngineWorks() throws Exception {
    var pipeline = scene.start("a");
    scene.engine.failuresLeft.set(Integer.MAX_VALUE);
    upload(0, 10);
    await().atMost(TIMEOUT).until(() -> pipeline.status().failing().containsKey("infer"));
    assertThat(pipeline.status().failing().get("infer")).contains("out of order");
    scene.engine.failuresLeft.set(2);
    assertEachAnsweredOnce(10);
    assertThat(pipeline.status().failing()).isEmpty();
  }

  @Test
  void holdsNoMoreThanItShouldWhileTheEngineIsStuckAndKeepsPolling() throws Exception {
    scene.engine.gate = new CountDownLatch(1);
    var pipeline = scene.start("a");
    upload(0, 400);
    await().atMost(TIMEOUT).until(() -> pipeline.status().inFlight() >= 64);
    for (int i = 0; i < 10; i++) {
      assertThat(pipeline.status().inFlight()).isLessThanOrEqualTo(64 + 16 * Scene.PARTITIONS);
      long now = System.nanoTime();
      await()
          .atMost(TIMEOUT)
          .until(() -> pipeline.status().sinceRound().toNanos() < System.nanoTime() - now);
    }
    scene.engine.gate.countDown();
    assertEachAnsweredOnce(400);
  }

  @Test
  void fillsBatchesWhileTheEngineRuns() throws Exception {
    scene.start("a");
    scene.engine.pause = Duration.ofMillis(50);
    upload(0, 60);
    assertEachAnsweredOnce(60);
    assertThat(scene.engine.batches).hasSizeLessThan(30).allMatch(n -> n <= 4).contains(4);
  }

  @Test
  void answersEachOnceWhileReplicasJoinAndLeave() throws Exception {
    scene.engine.pause = Duration.ofMillis(20);
    var first = scene.start("a");
    upload(0, 60);
    await().atMost(TIMEOUT).until(() -> scene.read(Duration.ofMillis(20)) > 5);
    scene.start("b");
    upload(60, 120);
    await().atMost(TIMEOUT).until(() -> scene.read(Duration.ofMillis(20)) > 30);
    var third = scene.start("c");
    upload(120, 180);
    await().atMost(TIMEOUT).until(() -> scene.read(Duration.ofMillis(20)) > 60);
    first.close();
    upload(180, 220);
    await().atMost(TIMEOUT).until(() -> scene.read(Duration.ofMillis(20)) > 100);
    third.close();
    upload(220, 240);
    assertEachAnsweredOnce(240);
  }

  @Test
  void aRestartedReplicaGoesOnWhereItStopped() throws Exception {
    scene.engine.pause = Duration.ofMillis(20);
    for (int round = 0; round < 4; round++) {
      upload(round * 30, round * 30 + 30);
      int want = round * 30 + 7;
      var pipeline = scene.start("a");
      await().atMost(TIMEOUT).until(() -> scene.read(Duration.ofMillis(20)) >= want);
      pipeline.close();
    }
    scene.start("a");
    assertEachAnsweredOnce(120);
  }

  @Test
  void aReplicaWhoseInstanceIsTakenOverAnswersNothingTwice() throws Exception {
    scene.engine.pause = Duration.ofMillis(20);
    scene.start("a");
    upload(0, 60);
    await().atMost(TIMEOUT).until(() -> scene.read(Duration.ofMillis(20)) > 5);
    var settings = scene.settings("a");
    for (int i = 1; i < 5; i++) {
      upload(60 * i, 60 * i + 60);
      try (var thief = new KafkaClients(settings).producer()) {
        thief.initTransactions();
      }
      int want = 60 * i + 10;
      await().atMost(TIMEOUT).until(() -> scene.read(Duration.ofMillis(20)) >= want);
    }
    assertEachAnsweredOnce(300);
  }

  @Test
  void twoReplicasWithOneNameSayWhatToDoAndAnswerEachImageOnce() throws Exception {
    var first = scene.start("a");
    upload(0, 20);
    await().atMost(TIMEOUT).until(() -> scene.read(Duration.ofMillis(20)) > 5);
    scene.start("a");
    await().atMost(TIMEOUT).until(() -> first.status().conflict() != null);
    assertThat(first.status().conflict()).contains("as instance a", "weft.classifier.instance-id");
    upload(20, 40);
    assertEachAnsweredOnce(40);
  }

  @Test
  void answersEachOnceWhenTransactionsFailBeforeAndAfterTheyAreCommitted() throws Exception {
    var settings = scene.settings("a");
    var commits = new AtomicInteger();
    var clients =
        new KafkaClients(settings) {
          @Override
          public Producer<String, byte[]> producer() {
            return new FailingProducer(super.producer(), commits);
          }
        };
    scene.engine.pause = Duration.ofMillis(5);
    scene.start(settings, clients);
    int images = 0;
    while (images < 120 || commits.get() <= 8) {
      int want = images + 20;
      upload(images, want);
      await().atMost(TIMEOUT).until(() -> scene.read(Duration.ofMillis(20)) >= want);
      images = want;
    }
    assertEachAnsweredOnce(images);
  }

  /**
   * Fails every second transaction: in turn while sending offsets, before the commit and after it.
   */
  private static final class FailingProducer extends ForwardingProducer {
    private final AtomicInteger commits;

    FailingProducer(Producer<String, byte[]> producer, AtomicInteger commits) {
      super(producer);
      this.commits = commits;
    }

    @Override
    public void sendOffsetsToTransaction(
        Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata member) {
      super.sendOffsetsToTransaction(offsets, member);
      if (commits.incrementAndGet() % 6 == 1) {
        throw new KafkaException("injected while sending offsets");
      }
    }

    @Override
    public void commitTransaction() {
      int turn = commits.get() % 6;
      if (turn == 3) {
        throw new TimeoutException("injected before the commit");
      }
      super.commitTransaction();
      if (turn == 5) {
        throw new TimeoutException("injected after the commit");
      }
    }
  }
}
