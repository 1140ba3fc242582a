package dev.weft.classifier.batch;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.classifier.inflight.AnsweredFeatures;
import dev.weft.classifier.inflight.BlockedException;
import dev.weft.classifier.inflight.ServingModel;
import dev.weft.classifier.inflight.SynchronousAnswer;
import dev.weft.classifier.inflight.SynchronousImage;
import dev.weft.classifier.inflight.SynchronousRequest;
import dev.weft.classifier.inflight.TensorSlots;
import dev.weft.classifier.observe.FailureTracker;
import dev.weft.classifier.observe.PipelineListener;
import dev.weft.classifier.observe.PipelineListener.Stage;
import dev.weft.classifier.observe.RunningSteps;
import dev.weft.classifier.pipeline.FakeEngine;
import dev.weft.classifier.pipeline.Scene;
import dev.weft.classifier.serving.LoadedModels;
import dev.weft.kafka.client.Backoff;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Failures of the machine, which no image is rejected for. */
@Timeout(300)
class EngineLoopTest {
  private static final int LABEL = 3;

  private final FakeEngine engine = new FakeEngine();
  private final ServingModel serving = Scene.model(1, engine, Scene.SMALL);
  private final LoadedModels held = new LoadedModels();
  private final TensorSlots slots = new TensorSlots(1);
  private final Batcher batcher = new Batcher(Duration.ZERO, () -> 0);
  private final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
  private final PipelineListener listener =
      new PipelineListener() {
        @Override
        public void retrying(Stage stage, Throwable cause) {
          failures.add(cause);
        }
      };
  private final FailureTracker tracker =
      new FailureTracker(
          new Backoff(Duration.ofMillis(1), Duration.ofMillis(5)),
          InstantSource.system(),
          listener);
  private final EngineThreads threads =
      new EngineThreads(
          1,
          () ->
              new EngineLoop(
                  batcher,
                  held,
                  new EngineLoop.Exits(
                      (inFlight, outcome) -> {}, inFlight -> {}, null, AnsweredFeatures.NONE),
                  new RunningSteps(),
                  tracker,
                  listener,
                  InstantSource.system(),
                  1));

  @BeforeEach
  void start() {
    held.become(serving);
    threads.start();
  }

  @AfterEach
  void stop() {
    threads.close();
    held.close();
  }

  @Test
  void anImageThatNeedsMoreMemoryThanTheGoldenInputWaitsUntilThereIsEnough() throws Exception {
    engine.chokesOn =
        label -> {
          if (label == LABEL) {
            throw new OutOfMemoryError("no 100 bytes are left");
          }
          return false;
        };

    SynchronousRequest request = submit();

    assertThat(blocked())
        .hasMessage(
            "%s cannot process an image, although it processes its golden input: "
                    .formatted(serving.ref())
                + "java.lang.OutOfMemoryError: no 100 bytes are left. Give the process more memory,"
                + " or lower weft.classifier.max-batch")
        .hasCauseInstanceOf(OutOfMemoryError.class);
    await().atMost(TIMEOUT).until(() -> tracker.now().get(Stage.INFER).blocking());
    assertThat(request.answer()).isNotDone();

    engine.chokesOn = label -> false;

    assertThat(request.answer().get(TIMEOUT.toSeconds(), TimeUnit.SECONDS))
        .isInstanceOf(SynchronousAnswer.Answered.class);
    await().atMost(TIMEOUT).until(() -> tracker.now().isEmpty());
  }

  private SynchronousRequest submit() throws InterruptedException {
    var request = new SynchronousRequest(serving, 1, () -> {});
    var image = new SynchronousImage(request, 0, held.leaseServing(), () -> {});
    TensorSlots.Slot slot = slots.take(Scene.SMALL.tensorLength() * Float.BYTES);
    FloatBuffer tensor = slot.floats();
    tensor.put(0, LABEL);
    image.fillsInto(slot);
    batcher.add(image);
    return request;
  }

  /** The first failure that needs an operator's action. */
  private Throwable blocked() throws InterruptedException {
    while (true) {
      Throwable failure = failures.poll(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
      assertThat(failure).as("a failure was reported").isNotNull();
      if (failure instanceof BlockedException) {
        return failure;
      }
    }
  }
}
