package dev.weft.xception.engine.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.weft.xception.engine.EngineException;
import dev.weft.xception.onnx.OnnxExport;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;

/** A loaded graph with one image input. Thread-safe; close waits for calls in progress. */
final class OnnxSession implements AutoCloseable {
  private final String name;
  private final OrtSession session;

  /** Calls hold the read lock. */
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  private boolean closed;

  /**
   * @param name the name for messages
   */
  OnnxSession(String name, OrtSession session) {
    this.name = name;
    this.session = session;
  }

  /**
   * Runs the graph.
   *
   * @param images a direct buffer in native order of the given shape
   * @param output name of the output
   * @param reader receives the values, which are freed when it returns
   * @throws EngineException if ONNX Runtime fails
   */
  <T> T run(FloatBuffer images, long[] shape, String output, Function<FloatBuffer, T> reader) {
    return run(images, shape, List.of(output), values -> reader.apply(values.get(0)));
  }

  /** The same for several outputs, which the reader receives in the given order. */
  <T> T run(
      FloatBuffer images,
      long[] shape,
      List<String> outputs,
      Function<List<FloatBuffer>, T> reader) {
    lock.readLock().lock();
    try {
      if (closed) {
        throw new EngineException(name + " is closed");
      }
      try (OnnxTensor input = OnnxTensor.createTensor(OnnxRuntime.environment(), images, shape);
          OrtSession.Result result =
              session.run(Map.of(OnnxExport.INPUT, input), Set.copyOf(outputs))) {
        return reader.apply(outputs.stream().map(output -> values(result, output)).toList());
      }
    } catch (OrtException e) {
      throw new EngineException("ONNX Runtime failed: " + e.getMessage(), e);
    } finally {
      lock.readLock().unlock();
    }
  }

  private static FloatBuffer values(OrtSession.Result result, String output) {
    return ((OnnxTensor) result.get(output).orElseThrow()).getFloatBuffer();
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
