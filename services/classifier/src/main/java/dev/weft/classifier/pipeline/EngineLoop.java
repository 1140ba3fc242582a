package dev.weft.classifier.pipeline;

import dev.weft.classifier.pipeline.PipelineListener.Stage;
import dev.weft.events.ImageClassified;
import dev.weft.events.Role;
import dev.weft.events.Timings;
import dev.weft.events.kafka.Backoff;
import dev.weft.xception.engine.EngineException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;

/**
 * Runs batch after batch on a thread of its own. A batch is copied into the loop's own memory, so
 * that its images' slots are free for decoding while the engine runs. A failing engine is the
 * machine's fault: the batch is run again after a back-off until it passes or nobody wants it.
 */
final class EngineLoop implements Runnable {

  private final Batcher batcher;
  private final BiConsumer<Work, Outcome> exit;
  private final Backoff backoff;
  private final Trouble trouble;
  private final PipelineListener listener;
  private final InstantSource clock;
  private final int topLabels;
  private FloatBuffer memory = FloatBuffer.allocate(0);

  EngineLoop(
      Batcher batcher,
      BiConsumer<Work, Outcome> exit,
      Preparer.Retries retries,
      PipelineListener listener,
      InstantSource clock,
      int topLabels) {
    this.batcher = batcher;
    this.exit = exit;
    this.backoff = retries.backoff();
    this.trouble = retries.trouble();
    this.listener = listener;
    this.clock = clock;
    this.topLabels = topLabels;
  }

  /** Ends when its thread is interrupted. */
  @Override
  public void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        runBatch(batcher.next());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void runBatch(List<Prepared> batch) throws InterruptedException {
    try {
      var wanted = withoutTheLate(batch);
      boolean filled = false;
      for (int failures = 1; !wanted.isEmpty(); failures++) {
        try {
          if (!filled) {
            fill(wanted);
            wanted.forEach(prepared -> prepared.slot().close());
            filled = true;
          }
          infer(wanted);
          trouble.over(Stage.INFER);
          return;
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
          trouble.began(Stage.INFER, e);
          Thread.sleep(backoff.delay(failures, ThreadLocalRandom.current()).toMillis());
          if (wanted.stream().allMatch(prepared -> prepared.work().isUseless())) {
            return;
          }
        }
      }
    } finally {
      batch.forEach(Prepared::release);
    }
  }

  /** Leaves out what nobody waits for and what is past its deadline. */
  private List<Prepared> withoutTheLate(List<Prepared> batch) {
    Instant now = clock.instant();
    var wanted = new ArrayList<Prepared>(batch.size());
    for (Prepared prepared : batch) {
      if (prepared.work().isExpired(now)) {
        exit.accept(prepared.work(), prepared.work().expired(now));
      } else if (!prepared.work().isUseless()) {
        wanted.add(prepared);
      }
    }
    return wanted;
  }

  private void infer(List<Prepared> batch) {
    var model = batch.get(0).model();
    int floats = batch.size() * model.preprocessing().tensorLength();
    long started = System.nanoTime();
    float[][] logits = model.engine().infer(memory.duplicate().clear().limit(floats), batch.size());
    double seconds = Seconds.since(started);
    if (logits.length != batch.size()) {
      throw new EngineException(
          "the engine gave " + logits.length + " answers for " + batch.size() + " images");
    }
    Instant now = clock.instant();
    var answers = new ArrayList<Outcome>(batch.size());
    for (int i = 0; i < logits.length; i++) {
      answers.add(classified(batch.get(i), logits[i], seconds, now));
    }
    listener.inferred(model, batch.size(), seconds);
    for (int i = 0; i < logits.length; i++) {
      exit.accept(batch.get(i).work(), answers.get(i));
    }
  }

  private void fill(List<Prepared> batch) {
    var model = batch.get(0).model();
    int floats = Math.multiplyExact(model.preprocessing().tensorLength(), model.maxBatch());
    if (memory.capacity() < floats) {
      memory =
          ByteBuffer.allocateDirect(Math.multiplyExact(floats, Float.BYTES))
              .order(ByteOrder.nativeOrder())
              .asFloatBuffer();
    }
    var images = memory.duplicate().clear();
    for (Prepared prepared : batch) {
      images.put(prepared.slot().floats());
    }
  }

  private Outcome classified(Prepared prepared, float[] logits, double inferSeconds, Instant now) {
    for (float logit : logits) {
      if (!Float.isFinite(logit)) {
        throw new EngineException("the engine gave " + logit + " for a logit");
      }
    }
    var event = prepared.work().event();
    var model = prepared.model();
    return new Outcome.Classified(
        new ImageClassified(
            event.imageId(),
            prepared.object(),
            model.ref(),
            Role.PRIMARY,
            TopLabels.of(logits, model.classes(), topLabels),
            model.engine().info().name(),
            new Timings(
                prepared.queueSeconds(),
                prepared.fetchSeconds(),
                prepared.decodeSeconds(),
                inferSeconds),
            event.uploadedAt(),
            now,
            event.tags()),
        prepared.work().origin());
  }
}
