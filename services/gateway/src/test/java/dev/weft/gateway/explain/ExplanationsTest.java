package dev.weft.gateway.explain;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.weft.events.ModelRef;
import dev.weft.events.image.ObjectRef;
import dev.weft.events.image.RejectionReason;
import dev.weft.events.object.ImageObjects;
import dev.weft.gateway.MemoryStore;
import dev.weft.modelstore.BundleCorruptException;
import dev.weft.xception.engine.EngineException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExplanationsTest {
  private static final ModelRef FIRST = new ModelRef("colours", 1);
  private static final ModelRef SECOND = new ModelRef("colours", 2);

  private final MemoryStore store = new MemoryStore();
  private final List<ModelRef> loads = new CopyOnWriteArrayList<>();
  private final List<ModelRef> closed = new CopyOnWriteArrayList<>();
  private final List<Explanations> made = new ArrayList<>();

  @AfterEach
  void close() {
    made.forEach(Explanations::close);
  }

  @Test
  void withoutALabelThePredictedOneIsExplained() {
    ExplanationResult answer = explanations().numbers(ask(FIRST, null));

    Explanation explanation = ((ExplanationResult.Numbers) answer).explanation();
    assertThat(explanation.label()).isEqualTo("red");
    assertThat(explanation.predicted().label()).isEqualTo("red");
    assertThat(explanation.predicted().probability())
        .isEqualTo(explanation.map().probability())
        .isGreaterThan(0.9);
    assertThat(explanation.map().values()[1]).containsExactly(new float[] {10, 10, 0}, within(.1f));
  }

  @Test
  void anotherLabelIsExplainedOnThePredictedOnesScale() {
    ExplanationResult answer = explanations().numbers(ask(FIRST, "blue"));

    Explanation explanation = ((ExplanationResult.Numbers) answer).explanation();
    assertThat(explanation.label()).isEqualTo("blue");
    assertThat(explanation.predicted().label()).isEqualTo("red");
    assertThat(explanation.map().values()[1]).containsExactly(new float[] {0, 0, 10}, within(.1f));
    assertThat(explanation.strongest()).isCloseTo(10, within(.1f));
  }

  @Test
  void aPictureHasThePhotographsProportionsAndALegend() throws Exception {
    ExplanationResult answer = explanations().picture(ask(FIRST, null), 320);

    var image = ImageIO.read(new ByteArrayInputStream(((ExplanationResult.Drawn) answer).png()));
    assertThat(image.getWidth()).isEqualTo(320);
    assertThat(image.getHeight()).isBetween(160 + 18, 160 + 40);
  }

  @Test
  void aLabelThatTheVersionDoesNotKnowIsAnsweredWithThoseItDoes() {
    assertThat(explanations().numbers(ask(FIRST, "green")))
        .isEqualTo(new ExplanationResult.NoSuchLabel(List.of("red", "blue")));
  }

  @Test
  void aVersionThatIsNotPublishedIsNone() {
    assertThat(explanations().numbers(ask(new ModelRef("colours", 9), null)))
        .isInstanceOf(ExplanationResult.NoSuchVersion.class);
  }

  @Test
  void bytesThatAreNoImageAreRefusedWithTheReasonThatTheClassifierGives() {
    ObjectRef text = put("images/text", "no image".getBytes(StandardCharsets.US_ASCII));

    assertRefused(text, RejectionReason.NOT_AN_IMAGE);
  }

  @Test
  void anImageThatIsLargerThanAllowedIsRefused() {
    assertRefused(put("images/large", new byte[100_001]), RejectionReason.TOO_LARGE);
  }

  @Test
  void anImageWithMorePixelsThanAllowedIsRefused() {
    assertRefused(
        put("images/wide", RedOrBlue.png(2000, 600, 0.5)), RejectionReason.TOO_MANY_PIXELS);
  }

  @Test
  void otherBytesThanTheEventNamedAreRefused() {
    put("images/changed", RedOrBlue.png(30, 20, 0.5));

    assertRefused(
        new ObjectRef("weft", "images/changed", 3, "a".repeat(64)),
        RejectionReason.CHECKSUM_MISMATCH);
  }

  @Test
  void anEventThatNamesWhatIsNoImageIsNotReadForAnExplanation() {
    assertRefused(
        put("models/clothing/1/report.png", RedOrBlue.png(30, 20, 0.5)),
        RejectionReason.INVALID_EVENT);
  }

  @Test
  void anImageThatIsGoneIsToldFromOneThatIsRefused() {
    ExplanationRequest question =
        new ExplanationRequest(new ObjectRef("weft", "images/gone", 3, null), FIRST, null);

    assertThat(explanations().numbers(question)).isInstanceOf(ExplanationResult.ImageGone.class);
  }

  @Test
  void aCorruptBundleAndOneThatFailsItsGoldenCheckAreAnsweredWithTheReason() {
    Explanations corrupt =
        explanations(
            1,
            TIMEOUT,
            model -> {
              throw new BundleCorruptException("model.onnx is missing");
            });
    Explanations wrong =
        explanations(
            1,
            TIMEOUT,
            model -> {
              throw new EngineException("the golden check failed");
            });

    assertThat(corrupt.numbers(ask(FIRST, null)))
        .isEqualTo(new ExplanationResult.ModelUnusable("model.onnx is missing"));
    assertThat(wrong.numbers(ask(FIRST, null)))
        .isEqualTo(new ExplanationResult.ModelUnusable("the golden check failed"));
  }

  @Test
  void aVersionIsLoadedOnceAndClosedBeforeAnotherTakesItsPlace() {
    Explanations explanations = explanations();

    explanations.numbers(ask(FIRST, null));
    explanations.numbers(ask(FIRST, "blue"));
    explanations.numbers(ask(SECOND, null));

    assertThat(loads).containsExactly(FIRST, SECOND);
    assertThat(closed).containsExactly(FIRST);
    assertThat(explanations.loaded()).isEqualTo(1);
  }

  @Test
  void whatNobodyAsksForAnyMoreIsClosedAndLoadedAgainWhenSomebodyDoes() {
    Explanations explanations = explanations(1, Duration.ofMillis(20), this::load);

    explanations.numbers(ask(FIRST, null));

    await().atMost(TIMEOUT).until(() -> explanations.loaded() == 0);
    assertThat(closed).containsExactly(FIRST);
    assertThat(explanations.numbers(ask(FIRST, null)))
        .isInstanceOf(ExplanationResult.Numbers.class);
  }

  @Test
  void moreThanMayWaitAreToldToComeBackAndTheOthersAreAnswered() throws Exception {
    CountDownLatch loading = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Explanations explanations =
        explanations(
            0,
            TIMEOUT,
            model -> {
              loading.countDown();
              awaitQuietly(go);
              return load(model);
            });
    CompletableFuture<ExplanationResult> first =
        CompletableFuture.supplyAsync(() -> explanations.numbers(ask(FIRST, null)));
    loading.await();

    ExplanationResult second = explanations.numbers(ask(FIRST, null));
    go.countDown();

    assertThat(second).isInstanceOf(ExplanationResult.Busy.class);
    assertThat(first.get()).isInstanceOf(ExplanationResult.Numbers.class);
  }

  private void assertRefused(ObjectRef image, RejectionReason reason) {
    Explanations explanations = explanations();
    ExplanationRequest question = new ExplanationRequest(image, FIRST, null);

    assertThat(explanations.picture(question, 64))
        .isInstanceOfSatisfying(
            ExplanationResult.ImageRefused.class,
            refused -> {
              assertThat(refused.reason()).isEqualTo(reason);
              assertThat(refused.detail()).isNotBlank();
            });
  }

  /** Requests an explanation of a picture two thirds of which are red. */
  private ExplanationRequest ask(ModelRef model, String label) {
    return new ExplanationRequest(
        put("images/picture", RedOrBlue.png(300, 150, 0.67)), model, label);
  }

  private ObjectRef put(String key, byte[] bytes) {
    store.put("weft", key, bytes, "image/png");
    return new ObjectRef("weft", key, bytes.length, null);
  }

  private Explanations explanations() {
    return explanations(1, TIMEOUT, this::load);
  }

  private Explanations explanations(
      int waiting, Duration idle, Function<ModelRef, Optional<ExplainedVersion>> loader) {
    ExplanationSettings settings =
        new ExplanationSettings(1, idle, waiting, 1, Path.of("none"), 100_000, 1_000_000);
    Explanations explanations = new Explanations(store, new ImageObjects("weft"), settings, loader);
    made.add(explanations);
    return explanations;
  }

  private Optional<ExplainedVersion> load(ModelRef model) {
    if (model.version() > 2) {
      return Optional.empty();
    }
    loads.add(model);
    return Optional.of(RedOrBlue.version(model, () -> closed.add(model)));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
