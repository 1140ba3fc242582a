package dev.weft.xception.engine;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.weft.xception.onnx.OnnxExport;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Runs a graph that {@link OnnxExport#writePrefix} wrote, in float32. Calls may overlap.
 *
 * <p>On a processor only: a GPU's kernels would need a golden case for each cut, and the cache that
 * this fills is written once.
 */
public final class OnnxPrefix implements AutoCloseable {
  private final OrtSession session;

  /** Calls hold the read lock, so that closing waits for them. */
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  private boolean closed;

  private OnnxPrefix(OrtSession session) {
    this.session = session;
  }

  /**
   * Loads a graph; its file may be deleted afterwards.
   *
   * @param threads of one call; 0 for as many as there are cores
   * @throws EngineException if ONNX Runtime is not there, or refuses the graph
   */
  public static OnnxPrefix load(Path graph, int threads) {
    OnnxRuntime.obstacle()
        .ifPresent(
            reason -> {
              throw new EngineException(reason);
            });
    try {
      return new OnnxPrefix(OnnxCpu.session(graph, threads));
    } catch (OrtException e) {
      throw new EngineException("ONNX Runtime refused the prefix: " + e.getMessage(), e);
    }
  }

  /**
   * Runs the graph.
   *
   * @param images a direct buffer in native order with what {@code shape} says
   * @param shape {@code [n, 3, height, width]}
   * @param activations takes the output from its position on, which is moved behind it
   * @throws EngineException if ONNX Runtime fails
   */
  public void run(FloatBuffer images, long[] shape, FloatBuffer activations) {
    lock.readLock().lock();
    try {
      if (closed) {
        throw new EngineException("The prefix is closed");
      }
      try (OnnxTensor input = OnnxTensor.createTensor(OnnxRuntime.environment(), images, shape);
          OrtSession.Result result = session.run(Map.of(OnnxExport.INPUT, input))) {
        activations.put(((OnnxTensor) result.get(0)).getFloatBuffer());
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
