package dev.weft.xception.training;

import dev.weft.xception.dl4j.Nd4jThreads;
import dev.weft.xception.dl4j.TrainableGraphs;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Runs training steps of a graph, and saves its state. Not thread-safe. */
final class Steps implements AutoCloseable {
  private static final int MAGIC = 0x57465431;

  private final String kind;
  private final ComputationGraph graph;
  private final long[] input;
  private final int classes;
  private final double labelSmoothing;

  /**
   * @param kind the kind of graph, stored in checkpoints so that another kind refuses them
   * @param input input shape of an image
   */
  Steps(String kind, ComputationGraph graph, long[] input, int classes, double labelSmoothing) {
    this.kind = kind;
    this.graph = graph;
    this.input = input.clone();
    this.classes = classes;
    this.labelSmoothing = labelSmoothing;
  }

  ComputationGraph graph() {
    return graph;
  }

  double fit(FloatBuffer values, int[] labels, float[] sampleWeights) {
    return fit(values, targets(labels), sampleWeights);
  }

  double fit(FloatBuffer values, float[][] wanted, float[] sampleWeights) {
    int count = wanted.length;
    if (sampleWeights != null && sampleWeights.length != count) {
      throw new IllegalArgumentException(
          "there are %d labels, but %d sample weights".formatted(count, sampleWeights.length));
    }
    if (count == 1 && sampleWeights != null) {
      return fitTwice(values, wanted[0], sampleWeights[0]);
    }

    INDArray features = array(values, count);
    INDArray targets = Nd4j.createFromArray(wanted);
    INDArray mask =
        sampleWeights == null ? null : Nd4j.createFromArray(sampleWeights).reshape(count, 1);
    // DL4J's score is the loss plus the regularisation term, both before the update.
    double decay = graph.calcRegularizationScore(true);
    try {
      graph.fit(
          new MultiDataSet(
              new INDArray[] {features},
              new INDArray[] {targets},
              null,
              mask == null ? null : new INDArray[] {mask}));
      double loss = graph.score() - decay;
      if (!Double.isFinite(loss)) {
        throw new ArithmeticException(
            "the loss became %s in step %d: the learning rate is too high for this data set"
                .formatted(loss, graph.getIterationCount()));
      }
      return loss;
    } finally {
      features.close();
      targets.close();
      if (mask != null) {
        mask.close();
      }
    }
  }

  /**
   * DL4J interprets the weight of a single image as weights of its classes, which softmax does not
   * support. Passing the image twice gives the same mean.
   */
  private double fitTwice(FloatBuffer values, float[] target, float weight) {
    FloatBuffer twice =
        FloatBuffer.allocate(2 * values.remaining())
            .put(values.duplicate())
            .put(values.duplicate())
            .flip();
    return fit(twice, new float[][] {target, target}, new float[] {weight, weight});
  }

  private float[][] targets(int[] labels) {
    float[][] targets = new float[labels.length][];
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classes) {
        throw new IllegalArgumentException(
            "label %d of image %d is not one of %d classes".formatted(labels[i], i, classes));
      }
      targets[i] = target(labels[i]);
    }
    return targets;
  }

  float[] target(int label) {
    float[] target = new float[classes];
    Arrays.fill(target, (float) (labelSmoothing / classes));
    target[label] += (float) (1 - labelSmoothing);
    return target;
  }

  float[][] probabilities(FloatBuffer values, int n) {
    try (INDArray features = array(values, n)) {
      return graph.outputSingle(false, features).toFloatMatrix();
    }
  }

  private INDArray array(FloatBuffer values, int n) {
    long length = n * Arrays.stream(input).reduce(1, Math::multiplyExact);
    if (n < 1 || values.remaining() != length) {
      throw new IllegalArgumentException(
          "%d images must be %d floats, but are %s".formatted(n, length, values));
    }
    long[] shape = new long[input.length + 1];
    shape[0] = n;
    System.arraycopy(input, 0, shape, 1, input.length);
    if (TrainableGraphs.canFuse()) {
      INDArray array = Nd4j.createUninitialized(DataType.FLOAT, shape, 'c');
      FloatPointer start = new FloatPointer(array.data().addressPointer());
      start.capacity(length).asBuffer().put(values.duplicate());
      return array;
    }
    float[] copy = new float[values.remaining()];
    values.duplicate().get(copy);
    return Nd4j.create(copy, shape, 'c');
  }

  void save(OutputStream stream) throws IOException {
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(stream, 1 << 16));
    out.writeInt(MAGIC);
    out.writeUTF(kind);
    out.writeInt(graph.getIterationCount());
    write(out, graph.params());
    write(out, graph.getUpdater(true).getStateViewArray());
    out.flush();
  }

  void restore(InputStream stream) throws IOException {
    DataInputStream in = new DataInputStream(new BufferedInputStream(stream, 1 << 16));
    if (in.readInt() != MAGIC) {
      throw new IOException("this is not a checkpoint");
    }
    String found = in.readUTF();
    if (!found.equals(kind)) {
      throw new IOException("this is a checkpoint of %s, not of %s".formatted(found, kind));
    }
    int iteration = in.readInt();
    float[] parameters = read(in, graph.numParams());
    INDArray state = graph.getUpdater(true).getStateViewArray();
    float[] values = read(in, state.length());
    graph.params().assign(Nd4j.createFromArray(parameters).reshape(graph.params().shape()));
    state.assign(Nd4j.createFromArray(values).reshape(state.shape()));
    graph.getConfiguration().setIterationCount(iteration);
  }

  private static void write(DataOutputStream out, INDArray values) throws IOException {
    out.writeLong(values.length());
    for (float value : values.dup('c').data().asFloat()) {
      out.writeFloat(value);
    }
  }

  private static float[] read(DataInputStream in, long expected) throws IOException {
    long length = in.readLong();
    if (length != expected) {
      throw new IOException(
          "this checkpoint has %d values, but %d are required".formatted(length, expected));
    }
    float[] values = new float[Math.toIntExact(length)];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readFloat();
    }
    return values;
  }

  static void prepare(int threads) {
    Nd4jThreads.limit(threads);
  }

  @Override
  public void close() {
    graph.close();
  }
}
