package dev.weft.benchpeer;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Set;

/** The model in ONNX Runtime, with default options. Not thread-safe. */
final class PeerModel implements AutoCloseable {
  private static final String INPUT = "images";
  private static final String OUTPUT = "logits";

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final PeerImages images;
  private FloatBuffer tensor = FloatBuffer.allocate(0);

  private PeerModel(OrtEnvironment environment, OrtSession session, PeerImages images) {
    this.environment = environment;
    this.session = session;
    this.images = images;
  }

  static PeerModel load(byte[] graph, PeerImages images) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    OrtSession session = environment.createSession(graph, new OrtSession.SessionOptions());
    return new PeerModel(environment, session, images);
  }

  /** An empty buffer for a batch, which is reused by the next one. */
  FloatBuffer tensor(int count) {
    int floats = 1;
    for (long length : images.shape(count)) {
      floats *= (int) length;
    }
    if (tensor.capacity() < floats) {
      tensor =
          ByteBuffer.allocateDirect(floats * Float.BYTES)
              .order(ByteOrder.nativeOrder())
              .asFloatBuffer();
    }
    return tensor.clear();
  }

  /** Returns the probabilities of each image. */
  float[][] run(FloatBuffer batch, int count) throws OrtException {
    try (OnnxTensor input = OnnxTensor.createTensor(environment, batch, images.shape(count));
        OrtSession.Result result = session.run(Map.of(INPUT, input), Set.of(OUTPUT))) {
      float[][] logits = (float[][]) result.get(0).getValue();
      for (int i = 0; i < count; i++) {
        logits[i] = softmax(logits[i]);
      }
      return logits;
    }
  }

  /** Returns probabilities that sum to 1. */
  static float[] softmax(float[] logits) {
    double most = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      most = Math.max(most, logit);
    }
    double sum = 0;
    double[] powers = new double[logits.length];
    for (int i = 0; i < logits.length; i++) {
      powers[i] = Math.exp(logits[i] - most);
      sum += powers[i];
    }
    float[] probabilities = new float[logits.length];
    for (int i = 0; i < logits.length; i++) {
      probabilities[i] = (float) (powers[i] / sum);
    }
    return probabilities;
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
