package dev.weft.classifier.synchronous;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.classifier.batch.Batcher;
import dev.weft.classifier.batch.EngineLoop;
import dev.weft.classifier.batch.EngineThreads;
import dev.weft.classifier.inflight.AnsweredFeatures;
import dev.weft.classifier.inflight.BatchItem;
import dev.weft.classifier.inflight.Models;
import dev.weft.classifier.inflight.ServingModel;
import dev.weft.classifier.inflight.SynchronousAnswer;
import dev.weft.classifier.inflight.SynchronousInput;
import dev.weft.classifier.observe.FailureTracker;
import dev.weft.classifier.observe.PipelineListener;
import dev.weft.classifier.observe.RunningSteps;
import dev.weft.classifier.pipeline.FakeEngine;
import dev.weft.classifier.pipeline.FakeReader;
import dev.weft.classifier.pipeline.Scene;
import dev.weft.classifier.prepare.ImageDecoding;
import dev.weft.classifier.serving.LoadedModels;
import dev.weft.classifier.serving.TrafficSplit;
import dev.weft.classifier.settings.PipelineSettings;
import dev.weft.events.image.RejectionReason;
import dev.weft.kafka.client.Backoff;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests of clients, which use the same batcher and engine loop as images from events. */
@Timeout(300)
class SynchronousInferenceTest {

  private static final int PLACES = 6;
  private static final Duration PATIENT = Duration.ofSeconds(20);

  private final FakeEngine engine = new FakeEngine();
  private final FakeEngine candidate = new FakeEngine();
  private final ServingModel serving = Scene.model(1, engine, Scene.SMALL);
  private final LoadedModels held = new LoadedModels();
  private final AtomicInteger released = new AtomicInteger();
  private SynchronousInference images;
  private Batcher batcher;
  private EngineThreads engines;

  @BeforeEach
  void start() {
    held.become(serving);
    var listener = PipelineListener.NONE;
    var backoff = new Backoff(Duration.ofMillis(5), Duration.ofMillis(20));
    var tracker = new FailureTracker(backoff, InstantSource.system(), listener);
    batcher = new Batcher(Duration.ofMillis(5), () -> images.underWay());
    images =
        new SynchronousInference(
            new PipelineSettings.DirectSettings(2, 4, PLACES),
            new ImageDecoding(new FakeReader()),
            batcher::add);
    var exits =
        new EngineLoop.Exits(
            (inFlight, outcome) -> {}, inFlight -> {}, null, AnsweredFeatures.NONE);
    engines =
        new EngineThreads(
            1,
            () ->
                new EngineLoop(
                    batcher,
                    held,
                    exits,
                    new RunningSteps(),
                    tracker,
                    listener,
                    InstantSource.system(),
                    3));
    engines.start();
  }

  @AfterEach
  void stop() {
    engine.gate.countDown();
    images.close();
    engines.close();
    batcher.drain().forEach(BatchItem::release);
    held.close();
  }

  private static SynchronousInput image(int label) {
    return new SynchronousInput.ImageFile(FakeReader.image(label, " of a client"));
  }

  private CompletableFuture<SynchronousAnswer> infer(
      Models.Lease lease, SynchronousInput... inputs) {
    return infer(lease, PATIENT, inputs);
  }

  private CompletableFuture<SynchronousAnswer> infer(
      Models.Lease lease, Duration timeout, SynchronousInput... inputs) {
    return images.infer(lease, List.of(inputs), timeout, released::incrementAndGet);
  }

  private static <T extends SynchronousAnswer> T answer(
      CompletableFuture<SynchronousAnswer> asked, Class<T> type) throws Exception {
    var answer = asked.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    assertThat(answer).isInstanceOf(type);
    return type.cast(answer);
  }

  private static List<Integer> labels(SynchronousAnswer.Answered answered) {
    return Arrays.stream(answered.probabilities()).map(SynchronousInferenceTest::best).toList();
  }

  private static int best(double[] row) {
    int best = 0;
    for (int i = 0; i < row.length; i++) {
      best = row[i] > row[best] ? i : best;
    }
    return best;
  }

  private void holdTheEngine() {
    engine.gate = new CountDownLatch(1);
  }

  @Test
  void allImagesOfARequestAreAnsweredInTheirOrder() throws Exception {
    var asked = infer(held.leaseServing(), image(3), image(1), image(4), image(1), image(5));
    var answered = answer(asked, SynchronousAnswer.Answered.class);
    assertThat(labels(answered)).containsExactly(3, 1, 4, 1, 5);
    assertThat(answered.model().version()).isEqualTo(1);
    assertThat(Arrays.stream(answered.probabilities()[0]).sum()).isBetween(0.999, 1.001);
    await().atMost(TIMEOUT).until(() -> released.get() == 1 && images.waiting() == 0);
  }

  @Test
  void aTensorIsRunAsItIs() throws Exception {
    float[] values = new float[Scene.SMALL.tensorLength()];
    Arrays.fill(values, 7);
    var asked = infer(held.leaseServing(), new SynchronousInput.Tensor(FloatBuffer.wrap(values)));
    assertThat(labels(answer(asked, SynchronousAnswer.Answered.class))).containsExactly(7);
  }

  @Test
  void aFileInTheMiddleOfABodyIsReadAlone() throws Exception {
    byte[] body = "xx7 of a client".getBytes();
    var file = new SynchronousInput.ImageFile(body, 2, 5);
    var asked = infer(held.leaseServing(), file);
    assertThat(labels(answer(asked, SynchronousAnswer.Answered.class))).containsExactly(7);
  }

  @Test
  void aBadImageEndsItsRequestAndNoOther() throws Exception {
    holdTheEngine();
    var first = infer(held.leaseServing(), image(1));
    var bad = infer(held.leaseServing(), image(2), new SynchronousInput.ImageFile(new byte[0]));
    var last = infer(held.leaseServing(), image(3));
    var refused = answer(bad, SynchronousAnswer.Refused.class);
    assertThat(refused.index()).isEqualTo(1);
    assertThat(refused.reason()).isEqualTo(RejectionReason.NOT_AN_IMAGE);
    engine.gate.countDown();
    assertThat(labels(answer(first, SynchronousAnswer.Answered.class))).containsExactly(1);
    assertThat(labels(answer(last, SynchronousAnswer.Answered.class))).containsExactly(3);
    await().atMost(TIMEOUT).until(() -> released.get() == 3 && images.waiting() == 0);
  }

  @Test
  void moreImagesThanMayWaitAreTurnedAwayAtOnceAndTakenLater() throws Exception {
    holdTheEngine();
    var waiting = infer(held.leaseServing(), image(1), image(2), image(3), image(4));
    var over = infer(held.leaseServing(), image(5), image(6), image(7));
    assertThat(over).isCompletedWithValue(new SynchronousAnswer.Full(PLACES));
    assertThat(released).hasValue(1);
    engine.gate.countDown();
    answer(waiting, SynchronousAnswer.Answered.class);
    await().atMost(TIMEOUT).until(() -> images.waiting() == 0);
    var again = infer(held.leaseServing(), image(5), image(6), image(7));
    assertThat(labels(answer(again, SynchronousAnswer.Answered.class))).containsExactly(5, 6, 7);
  }

  @Test
  void aLateAnswerIsGivenUpAndItsImagesAreLetGo() throws Exception {
    holdTheEngine();
    var busy = infer(held.leaseServing(), image(0));
    await().atMost(TIMEOUT).until(() -> batcher.size() == 0 && engines.isBusy());
    var late = infer(held.leaseServing(), Duration.ofMillis(50), image(1), image(2));
    answer(late, SynchronousAnswer.Late.class);
    engine.gate.countDown();
    answer(busy, SynchronousAnswer.Answered.class);
    await().atMost(TIMEOUT).until(() -> images.waiting() == 0 && released.get() == 2);
    assertThat(engine.batches).containsExactly(1);
  }

  @Test
  void aFailureOfTheServingVersionIsTriedAgainUntilItPasses() throws Exception {
    engine.failuresLeft.set(3);
    var asked = infer(held.leaseServing(), image(8));
    assertThat(labels(answer(asked, SynchronousAnswer.Answered.class))).containsExactly(8);
  }

  @Test
  void aCandidateThatWasNamedAnswersAndItsFailureIsSaidOfTheImageItFailsOnOnly() throws Exception {
    candidate.chokesOn = label -> label == 3;
    held.become(serving, Optional.of(Scene.model(2, candidate, Scene.SMALL)), TrafficSplit.NONE);
    var bad = infer(held.leaseVersion(2).orElseThrow(), image(3));
    var good = infer(held.leaseVersion(2).orElseThrow(), image(4));
    var failed = answer(bad, SynchronousAnswer.Failed.class);
    assertThat(failed.model().version()).isEqualTo(2);
    assertThat(failed.detail()).contains("image 0").contains("label 3 is too much");
    var answered = answer(good, SynchronousAnswer.Answered.class);
    assertThat(answered.model().version()).isEqualTo(2);
    assertThat(labels(answered)).containsExactly(4);
    assertThat(engine.batches).isEmpty();
  }

  /** The old engine would fail if it were closed. */
  @Test
  void aRequestThatWaitsKeepsItsVersionOverASwap() throws Exception {
    holdTheEngine();
    var asked = infer(held.leaseServing(), image(1), image(2), image(3), image(4), image(5));
    held.become(Scene.model(2, candidate, Scene.SMALL));
    var next = infer(held.leaseServing(), image(6));
    engine.gate.countDown();
    var old = answer(asked, SynchronousAnswer.Answered.class);
    assertThat(old.model().version()).isEqualTo(1);
    assertThat(labels(old)).containsExactly(1, 2, 3, 4, 5);
    assertThat(answer(next, SynchronousAnswer.Answered.class).model().version()).isEqualTo(2);
  }

  @Test
  void whatWaitsAtTheEndIsTold() throws Exception {
    holdTheEngine();
    var asked = infer(held.leaseServing(), image(1), image(2), image(3), image(4), image(5));
    images.close();
    engines.close();
    batcher.drain().forEach(BatchItem::release);
    answer(asked, SynchronousAnswer.Stopping.class);
    answer(infer(held.leaseServing(), image(1)), SynchronousAnswer.Stopping.class);
  }
}
