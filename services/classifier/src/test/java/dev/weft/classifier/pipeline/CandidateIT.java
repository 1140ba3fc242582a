package dev.weft.classifier.pipeline;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.classifier.consume.KafkaClients;
import dev.weft.classifier.observe.PipelineListener;
import dev.weft.classifier.serving.TrafficSplit;
import dev.weft.embedded.EmbeddedBroker;
import dev.weft.events.ModelRef;
import dev.weft.events.image.ImageClassified;
import dev.weft.events.image.ImageFailed;
import dev.weft.events.image.RejectionReason;
import dev.weft.events.model.ServingRole;
import dev.weft.imaging.Preprocessing;
import dev.weft.imaging.Resize;
import dev.weft.imaging.Scaling;
import dev.weft.objectstore.MemoryObjectStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
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

/** A serving version with a candidate that misbehaves in various ways. */
class CandidateIT {

  private static final int IMAGES = 60;
  private static final ModelRef CANDIDATE = new ModelRef("fake", 2);

  private static EmbeddedBroker broker;

  private final FakeEngine engine = new FakeEngine();
  private Scene scene;

  @BeforeAll
  static void startBroker(@TempDir Path dir) {
    broker = EmbeddedBroker.start(dir.resolve("kafka"), 0);
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void set() throws Exception {
    scene = new Scene(broker.bootstrapServers(), new MemoryObjectStore());
  }

  @AfterEach
  void strike() {
    engine.gate.countDown();
    scene.close();
  }

  private static TrafficSplit split(int weight, int shadow) {
    return new TrafficSplit("rollout", weight, shadow);
  }

  private void rollOut(TrafficSplit split, int side) {
    var preprocessing = new Preprocessing(side, side, Resize.STRETCH, Scaling.ZERO_TO_ONE);
    var candidate = Scene.model(2, engine, preprocessing);
    scene.held.become(scene.serving, Optional.of(candidate), split);
  }

  private void upload(int count) {
    upload(0, count);
  }

  private void upload(int from, int to) {
    IntStream.range(from, to).forEach(i -> scene.upload("image-" + i, i % 10));
  }

  private Map<String, ImageClassified> answers() {
    return scene.answers(IMAGES).stream()
        .map(Scene.Answer::classified)
        .collect(Collectors.toMap(ImageClassified::imageId, event -> event));
  }

  private <T> List<T> others(Class<T> type) {
    return scene.others().stream()
        .map(Scene.Answer::event)
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  @Test
  void answersItsShareOfTheImages() {
    rollOut(split(50, 0), 71);
    scene.start("a");
    upload(IMAGES);
    answers()
        .forEach(
            (id, answer) -> {
              boolean canary = split(50, 0).isCandidates(id);
              assertThat(answer.role())
                  .isEqualTo(canary ? ServingRole.CANARY : ServingRole.PRIMARY);
              assertThat(answer.model().version()).isEqualTo(canary ? 2 : 1);
            });
    assertThat(scene.others()).isEmpty();
  }

  /**
   * With 71 the serving version reuses the candidate's tensor; with 96 the image is prepared again.
   */
  @ParameterizedTest
  @ValueSource(ints = {71, 96})
  void whatItFailsOnIsAnsweredByTheServingVersionAndTheRestOfItsBatchIsNot(int side) {
    engine.chokesOn = label -> label == 3;
    rollOut(split(100, 0), side);
    scene.start("a");
    upload(IMAGES);
    answers()
        .forEach(
            (id, answer) -> {
              boolean choked = id.endsWith("3");
              assertThat(answer.role())
                  .isEqualTo(choked ? ServingRole.PRIMARY : ServingRole.CANARY);
              assertThat(answer.predictions().get(0).label())
                  .isEqualTo("label-" + id.charAt(id.length() - 1));
            });
    assertThat(others(ImageFailed.class))
        .hasSize(IMAGES / 10)
        .allSatisfy(
            failed -> {
              assertThat(failed.imageId()).endsWith("3");
              assertThat(failed.model()).isEqualTo(CANDIDATE);
              assertThat(failed.role()).isEqualTo(ServingRole.CANARY);
              assertThat(failed.detail()).contains("label 3 is too much");
            });
  }

  /** A version that is closed too early would fail, and a serving one would fail for ever. */
  @Test
  void dropsNothingWhileVersionsComeAndGo() throws Exception {
    scene.start("a");
    for (int i = 0; i < IMAGES; i += 10) {
      var next = Scene.model(2 + i, new FakeEngine(), Scene.SMALL);
      upload(i, i + 5);
      scene.held.become(
          scene.held.serving().orElseThrow(),
          Optional.of(next),
          new TrafficSplit("rollout-" + i, 50, 50));
      upload(i + 5, i + 10);
      int answered = i;
      await().atMost(TIMEOUT).until(() -> scene.read(Duration.ofMillis(5)) > answered);
      scene.held.become(next);
    }
    assertThat(answers()).hasSize(IMAGES);
    await().atMost(TIMEOUT).until(() -> scene.lag() == 0);
    assertThat(others(ImageFailed.class)).isEmpty();
  }

  @Test
  void anImageThatIsRejectedNamesTheVersionThatItWasPreparedFor() {
    rollOut(split(100, 0), 71);
    scene.start("a");
    scene.upload("bad", "n".getBytes());
    var rejected = scene.answers(1).get(0).rejected();
    assertThat(rejected.reason()).isEqualTo(RejectionReason.NOT_AN_IMAGE);
    assertThat(rejected.model()).isEqualTo(CANDIDATE);
  }

  /** With 71 the shadow reuses the serving version's tensor; with 96 the image is fetched again. */
  @ParameterizedTest
  @ValueSource(ints = {71, 96})
  void aShadowClassifiesTheSameImagesAndAnswersNobody(int side) {
    rollOut(split(0, 100), side);
    var settings = scene.settings("a");
    var dropped = new AtomicInteger();
    scene.start(settings, new KafkaClients(settings), counting(dropped));
    upload(IMAGES);
    var answers = answers();
    assertThat(answers.values()).allMatch(answer -> answer.role() == ServingRole.PRIMARY);
    await()
        .atMost(TIMEOUT)
        .until(
            () -> {
              scene.read(Duration.ofMillis(20));
              return scene.others().size() + dropped.get() == IMAGES;
            });
    assertThat(others(ImageClassified.class))
        .isNotEmpty()
        .allSatisfy(
            shadow -> {
              assertThat(shadow.role()).isEqualTo(ServingRole.SHADOW);
              assertThat(shadow.model()).isEqualTo(CANDIDATE);
              assertThat(shadow.predictions())
                  .isEqualTo(answers.get(shadow.imageId()).predictions());
            });
  }

  private static PipelineListener counting(AtomicInteger dropped) {
    return new PipelineListener() {
      @Override
      public void shadowDropped(ModelRef model) {
        dropped.incrementAndGet();
      }
    };
  }

  @Test
  void aShadowThatFailsSaysSoAndNothingElseHappens() {
    engine.chokesOn = label -> true;
    rollOut(split(0, 100), 71);
    scene.start("a");
    scene.upload("image-0", 0);
    assertThat(scene.answers(1).get(0).classified().role()).isEqualTo(ServingRole.PRIMARY);
    await()
        .atMost(TIMEOUT)
        .until(
            () -> {
              scene.read(Duration.ofMillis(20));
              return !scene.others().isEmpty();
            });
    assertThat(others(ImageFailed.class))
        .singleElement()
        .extracting(ImageFailed::role)
        .isEqualTo(ServingRole.SHADOW);
  }

  @Test
  void aShadowThatHangsHoldsUpNoAnswerAndWhatIsOverIsLeftOut() {
    engine.gate = new CountDownLatch(1);
    rollOut(split(0, 100), 71);
    var settings = scene.settings("a");
    var dropped = new AtomicInteger();
    scene.start(settings, new KafkaClients(settings), counting(dropped));
    upload(IMAGES);
    assertThat(answers()).hasSize(IMAGES);
    assertThat(dropped.get()).isEqualTo(IMAGES - settings.work().maxShadows());
  }

  @Test
  void shadowsOfACandidateThatIsGivenUpAreLeftOut() {
    scene.engine.pause = Duration.ofMillis(20);
    rollOut(split(0, 100), 71);
    var settings = scene.settings("a");
    var dropped = new AtomicInteger();
    scene.start(settings, new KafkaClients(settings), counting(dropped));
    upload(IMAGES);
    await().atMost(TIMEOUT).until(() -> scene.read(Duration.ofMillis(20)) > 10);
    scene.held.become(scene.serving);
    assertThat(answers()).hasSize(IMAGES);
    int shadowed = others(ImageClassified.class).size();
    assertThat(shadowed).isLessThan(IMAGES);
    assertThat(engine.batches).hasSizeLessThanOrEqualTo(shadowed + 1).allMatch(n -> n == 1);
  }
}
