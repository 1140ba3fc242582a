package dev.weft.classifier.pipeline;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.classifier.consume.KafkaClients;
import dev.weft.classifier.observe.PipelineListener;
import dev.weft.classifier.pipeline.Scene.Answer;
import dev.weft.classifier.serving.SharedTopicRouting;
import dev.weft.classifier.settings.PipelineSettings;
import dev.weft.classifier.settings.PipelineSettings.LostOffsets;
import dev.weft.embedded.EmbeddedBroker;
import dev.weft.embedded.EmbeddedStore;
import dev.weft.events.image.RejectionReason;
import dev.weft.modelstore.ModelStore;
import dev.weft.objectstore.s3.S3ObjectStore;
import dev.weft.objectstore.s3.StoreSettings;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Consumer groups whose offsets the broker has deleted, and new consumer groups. */
class FirstOffsetsIT {

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

  @Test
  void aGroupWhoseOffsetsAreForgottenAnswersNothingBeforeItIsToldToGoOn() throws Exception {
    answer(0, 40);
    forget();
    upload(40, 50);

    var refusing = start("a", LostOffsets.REFUSE);
    await().atMost(TIMEOUT).until(() -> refusing.status().blocked() != null);
    assertThat(refusing.status().failing()).containsKey("recall");
    assertThat(refusing.status().blocked())
        .contains(
            scene.group,
            "weft.classifier.lost-offsets=after-answers",
            "weft.classifier.lost-offsets=answer-again",
            "offsets.retention.minutes");
    refusing.close();
    start("a", LostOffsets.AFTER_ANSWERS);

    assertThat(imageIds(scene.answers(50))).doesNotHaveDuplicates().hasSize(50);
    await().atMost(TIMEOUT).until(() -> scene.lag() == 0);
  }

  @Test
  void whereItGoesOnIsKnownAfterwardsThoughNothingCame() throws Exception {
    answer(0, 20);
    forget();
    var told = start("a", LostOffsets.AFTER_ANSWERS);
    await().atMost(TIMEOUT).until(() -> scene.lag() == 0);
    told.close();

    start("a", LostOffsets.REFUSE);
    upload(20, 30);

    assertThat(imageIds(scene.answers(30))).doesNotHaveDuplicates().hasSize(30);
  }

  @Test
  void itAnswersAllThatIsKeptOnceMoreIfItIsToldTo() throws Exception {
    answer(0, 20);
    forget();
    start("a", LostOffsets.ANSWER_AGAIN);

    await().atMost(TIMEOUT).until(() -> scene.lag() == 0);

    // A partition remembers one or two results, each until it has produced another.
    List<String> answered = imageIds(scene.answers(20 + 20 - 2 * Scene.PARTITIONS));
    assertThat(answered).hasSizeLessThanOrEqualTo(20 + 20);
    assertThat(Set.copyOf(answered)).hasSize(20);
    assertThat(answered)
        .allSatisfy(image -> assertThat(Collections.frequency(answered, image)).isLessThan(3));
  }

  @Test
  void aNewModelsGroupBeginsAtTheOldestEventBesideTheAnswersOfOthers() throws Exception {
    answer(0, 20);
    for (int i = 20; i < 30; i++) {
      scene.publish(scene.stored("image-" + i, FakeReader.image(i % 10, "image " + i)), "shoes");
    }
    var settings = settings("a", scene.group + ".shoes", LostOffsets.REFUSE);
    var shoes =
        new SharedTopicRouting("shoes", false, model -> true, new ModelStore(scene.store, "none"));
    scene.start(settings, new KafkaClients(settings), PipelineListener.NONE, shoes);

    assertThat(imageIds(scene.answers(30))).doesNotHaveDuplicates().hasSize(30);
  }

  @Test
  void aModelThatOthersHaveAnsweredBesideForLongIsNotTakenForNew() throws Exception {
    answer(0, 8);
    for (int i = 0; i < 50; i++) {
      scene.publishAnswerOf("others-" + i, "shoes", 0);
    }
    forget();

    var refusing = start("a", LostOffsets.REFUSE);
    await().atMost(TIMEOUT).until(() -> refusing.status().failing().containsKey("recall"));
    assertThat(refusing.status().failing().get("recall")).contains("fake has answered");
  }

  @Test
  void answersToAnotherLogDoNotTellWhereToGoOn() throws Exception {
    answer(0, 8);
    scene.publishAnswerOf("elsewhere", "fake", 1_000_000);
    forget();

    var told = start("a", LostOffsets.AFTER_ANSWERS);
    await().atMost(TIMEOUT).until(() -> told.status().failing().containsKey("recall"));
    assertThat(told.status().failing().get("recall"))
        .contains("the topics were copied", "--reset-offsets");
  }

  @Test
  void neitherIsOneThatHasOnlyRejected() throws Exception {
    var settings = settings("a", scene.group, LostOffsets.REFUSE);
    var first = scene.start(settings, new KafkaClients(settings));
    scene.upload("broken", new byte[] {'n', 'o', 't'});
    assertThat(scene.answers(1).get(0).rejected().reason()).isEqualTo(RejectionReason.NOT_AN_IMAGE);
    await().atMost(TIMEOUT).until(() -> scene.lag() == 0);
    first.close();
    forget();

    var refusing = start("a", LostOffsets.REFUSE);
    await().atMost(TIMEOUT).until(() -> refusing.status().failing().containsKey("recall"));
  }

  private void answer(int from, int to) throws Exception {
    var first = start("a", LostOffsets.REFUSE);
    upload(from, to);
    scene.answers(to - from);
    await().atMost(TIMEOUT).until(() -> scene.lag() == 0);
    first.close();
  }

  private Pipeline start(String instance, LostOffsets lost) {
    var settings = settings(instance, scene.group, lost);
    return scene.start(settings, new KafkaClients(settings));
  }

  /**
   * Settings that remember one result per partition, so that duplicates can occur and are visible.
   */
  private PipelineSettings settings(String instance, String group, LostOffsets lost) {
    var settings = scene.settings(instance);
    return new PipelineSettings(
        group,
        instance,
        settings.topics(),
        settings.bucket(),
        settings.kafka(),
        settings.work(),
        settings.direct(),
        1,
        settings.topLabels(),
        settings.drain(),
        lost,
        settings.retry());
  }

  private void upload(int from, int to) {
    IntStream.range(from, to).forEach(i -> scene.upload("image-" + i, i % 10));
  }

  private void forget() throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin.deleteConsumerGroups(List.of(scene.group)).all().get();
    }
  }

  private static List<String> imageIds(List<Answer> answers) {
    return answers.stream().map(answer -> answer.event().key()).toList();
  }
}
