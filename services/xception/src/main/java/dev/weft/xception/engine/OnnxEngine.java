package dev.weft.xception.engine;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.weft.xception.onnx.OnnxExport;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** ONNX Runtime; the provider was chosen when the session was made. */
final class OnnxEngine implements Engine {
  private final EngineInfo info;
  private final ModelFiles files;
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final long residentBytes;

  /** Calls hold the read lock, so that closing waits for them. */
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  private boolean closed;

  OnnxEngine(
      EngineInfo info,
      ModelFiles files,
      OrtEnvironment environment,
      OrtSession session,
      long residentBytes) {
    this.info = info;
    this.files = files;
    this.environment = environment;
    this.session = session;
    this.residentBytes = residentBytes;
  }

  @Override
  public EngineInfo info() {
    return info;
  }

  @Override
  public float[][] infer(FloatBuffer images, int n) {
    return run(images, n, OnnxExport.LOGITS);
  }

  @Override
  public float[][] features(FloatBuffer images, int n) {
    return run(images, n, OnnxExport.FEATURES);
  }

  @Override
  public long residentBytes() {
    return residentBytes;
  }

  private float[][] run(FloatBuffer images, int n, String output) {
    Batches.requireBatch(images, n, files);
    lock.readLock().lock();
    try {
      if (closed) {
        throw new EngineException("The engine " + info.name() + " is closed");
      }
      long[] shape = {n, 3, files.height(), files.width()};
      try (OnnxTensor input = OnnxTensor.createTensor(environment, images, shape);
          OrtSession.Result result = session.run(Map.of(OnnxExport.INPUT, input), Set.of(output))) {
        return Batches.rows(((OnnxTensor) result.get(0)).getFloatBuffer(), n);
      }
    } catch (OrtException e) {
      throw new EngineException("ONNX Runtime failed: " + e.getMessage(), e);
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        session.close();
      }
    } catch (OrtException e) {
      throw new EngineException("ONNX Runtime did not close: " + e.getMessage(), e);
    } finally {
      lock.writeLock().unlock();
    }
  }
}
