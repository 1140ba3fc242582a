package dev.weft.classifier.pipeline;

import dev.weft.xception.engine.Engine;
import dev.weft.xception.engine.EngineException;
import dev.weft.xception.engine.EngineInfo;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;

/**
 * Predicts the class that {@link FakeReader} encoded in an image. It can be slow, hang or fail on
 * request.
 */
public final class FakeEngine implements Engine {

  static final int CLASSES = 10;

  public final List<Integer> batches = new CopyOnWriteArrayList<>();
  public final AtomicInteger failuresLeft = new AtomicInteger();
  volatile Duration pause = Duration.ZERO;
  public volatile IntPredicate chokesOn = label -> false;
  volatile IntPredicate notANumberOn = label -> false;
  private volatile boolean closed;
  public volatile CountDownLatch gate = new CountDownLatch(0);
  public volatile long residentBytes;

  @Override
  public EngineInfo info() {
    return new EngineInfo("fake", "1", "test", 1);
  }

  @Override
  public float[][] infer(FloatBuffer images, int n) {
    if (closed) {
      throw new EngineException("closed");
    }
    try {
      gate.await();
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException("interrupted", e);
    }
    if (failuresLeft.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new EngineException("out of order");
    }
    batches.add(n);
    int length = images.remaining() / n;
    float[][] logits = new float[n][CLASSES];
    for (int i = 0; i < n; i++) {
      int label = (int) images.get(i * length);
      if (chokesOn.test(label)) {
        throw new EngineException("label " + label + " is too much");
      }
      logits[i][label] = notANumberOn.test(label) ? Float.NaN : 5;
    }
    return logits;
  }

  @Override
  public long residentBytes() {
    return residentBytes;
  }

  @Override
  public void close() {
    closed = true;
  }
}
