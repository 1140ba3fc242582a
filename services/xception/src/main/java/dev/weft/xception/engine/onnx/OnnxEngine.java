package dev.weft.xception.engine.onnx;

import ai.onnxruntime.OrtSession;
import dev.weft.modelstore.ModelFiles;
import dev.weft.xception.engine.Batches;
import dev.weft.xception.engine.Engine;
import dev.weft.xception.engine.EngineInfo;
import dev.weft.xception.engine.EngineOutput;
import dev.weft.xception.onnx.OnnxExport;
import java.nio.FloatBuffer;
import java.util.List;

/** Runs a session of ONNX Runtime, whose provider was chosen when it was created. */
final class OnnxEngine implements Engine {
  private final EngineInfo info;
  private final ModelFiles files;
  private final OnnxSession session;
  private final long residentBytes;

  OnnxEngine(EngineInfo info, ModelFiles files, OrtSession session, long residentBytes) {
    this.info = info;
    this.files = files;
    this.session = new OnnxSession("The engine " + info.name(), session);
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
  public EngineOutput inferWithFeatures(FloatBuffer images, int n) {
    Batches.requireBatch(images, n, files);
    return session.run(
        images,
        shape(n),
        List.of(OnnxExport.LOGITS, OnnxExport.FEATURES),
        values -> new EngineOutput(Batches.rows(values.get(0), n), Batches.rows(values.get(1), n)));
  }

  @Override
  public long residentBytes() {
    return residentBytes;
  }

  private float[][] run(FloatBuffer images, int n, String output) {
    Batches.requireBatch(images, n, files);
    return session.run(images, shape(n), output, values -> Batches.rows(values, n));
  }

  private long[] shape(int n) {
    return new long[] {n, 3, files.height(), files.width()};
  }

  @Override
  public void close() {
    session.close();
  }
}
