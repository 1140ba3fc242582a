package dev.weft.xception.engine.openvino;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import dev.weft.modelstore.ModelFiles;
import dev.weft.xception.engine.Batches;
import dev.weft.xception.engine.Engine;
import dev.weft.xception.engine.EngineException;
import dev.weft.xception.engine.EngineInfo;
import dev.weft.xception.engine.EngineOutput;
import dev.weft.xception.engine.MeasuredOutput;
import dev.weft.xception.engine.SharedCores;
import dev.weft.xception.onnx.OnnxExport;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.function.Supplier;

/**
 * Runs a compiled model. It has one stream on all of its threads, so concurrent calls wait for each
 * other, and for those of other models on the same cores.
 */
final class OpenVinoEngine implements Engine {
  private final EngineInfo info;
  private final ModelFiles files;
  private final SharedCores cores = SharedCores.OF_THE_PROCESS;
  private final OpenVinoRuntime runtime;
  private final OpenVinoApi api;
  private final Pointer model;
  private final Pointer request;
  private final long residentBytes;
  private boolean closed;

  /**
   * @param model a compiled model, which is freed when this is closed
   */
  OpenVinoEngine(
      EngineInfo info,
      ModelFiles files,
      OpenVinoRuntime runtime,
      Pointer model,
      long residentBytes) {
    this.info = info;
    this.files = files;
    this.runtime = runtime;
    this.api = runtime.api();
    this.model = model;
    this.residentBytes = residentBytes;
    try {
      request =
          runtime.create(
              "create a request", into -> api.compiledModelCreateInferRequest(model, into));
    } catch (EngineException e) {
      api.compiledModelFree(model);
      throw e;
    }
  }

  @Override
  public EngineInfo info() {
    return info;
  }

  @Override
  public float[][] infer(FloatBuffer images, int n) {
    return run(images, n, () -> rows(OnnxExport.LOGITS, n));
  }

  @Override
  public float[][] features(FloatBuffer images, int n) {
    return run(images, n, () -> rows(OnnxExport.FEATURES, n));
  }

  @Override
  public EngineOutput inferWithFeatures(FloatBuffer images, int n) {
    return run(images, n, () -> output(n, true));
  }

  @Override
  public MeasuredOutput measure(FloatBuffer images, int n, boolean withFeatures) {
    return inTurn(
        () ->
            MeasuredOutput.of(
                () -> {
                  run(images, n);
                  return output(n, withFeatures);
                }));
  }

  @Override
  public long residentBytes() {
    return residentBytes;
  }

  private <T> T run(FloatBuffer images, int n, Supplier<T> result) {
    return inTurn(
        () -> {
          run(images, n);
          return result.get();
        });
  }

  /** Runs work once no other call uses the cores, as far as it waits for them, or the request. */
  private <T> T inTurn(Supplier<T> work) {
    return cores.inTurn(
        () -> {
          synchronized (this) {
            return work.get();
          }
        });
  }

  private void run(FloatBuffer images, int n) {
    Batches.requireBatch(images, n, files);
    if (closed) {
      throw new EngineException("The engine " + info.name() + " is closed");
    }
    Pointer input = tensor(OnnxExport.INPUT);
    try {
      runtime.check(
          "set the size of the batch",
          api.tensorSetShape(input, OpenVinoApi.Shape.of(n, 3, files.height(), files.width())));
      values(input).put(images.duplicate());
    } finally {
      api.tensorFree(input);
    }
    runtime.check("run", api.inferRequestInfer(request));
  }

  private EngineOutput output(int n, boolean withFeatures) {
    return new EngineOutput(
        rows(OnnxExport.LOGITS, n), withFeatures ? rows(OnnxExport.FEATURES, n) : new float[n][]);
  }

  private float[][] rows(String output, int n) {
    Pointer tensor = tensor(output);
    try {
      return Batches.rows(values(tensor), n);
    } finally {
      api.tensorFree(tensor);
    }
  }

  /** Returns a tensor of the request; the caller frees the handle. */
  private Pointer tensor(String name) {
    return runtime.create(
        "return the tensor " + name, into -> api.inferRequestGetTensor(request, name, into));
  }

  /** The memory of a tensor, which belongs to the request. */
  private FloatBuffer values(Pointer tensor) {
    LongByReference bytes = new LongByReference();
    PointerByReference data = new PointerByReference();
    runtime.check("return the size of a tensor", api.tensorGetByteSize(tensor, bytes));
    runtime.check("return a tensor", api.tensorData(tensor, data));
    return data.getValue()
        .getByteBuffer(0, bytes.getValue())
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      api.inferRequestFree(request);
      api.compiledModelFree(model);
    }
  }
}
