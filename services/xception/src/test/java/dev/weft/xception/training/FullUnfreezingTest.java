package dev.weft.xception.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weft.modelstore.GoldenCase;
import dev.weft.modelstore.ModelFiles;
import dev.weft.xception.Starter;
import dev.weft.xception.dl4j.Dl4jXception;
import dev.weft.xception.engine.Engine;
import dev.weft.xception.engine.EngineOptions;
import dev.weft.xception.engine.load.Engines;
import dev.weft.xception.network.InputSize;
import dev.weft.xception.onnx.OnnxExport;
import dev.weft.xception.onnx.Precision;
import dev.weft.xception.weights.SafeTensors;
import dev.weft.xception.weights.Weights;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class FullUnfreezingTest {
  private static final InputSize SIZE = new InputSize(96, 96);
  private static final int[] LABELS = {0, 3, 7};

  @Test
  void movesEveryLayerLowersTheLossAndServesWhatItLearned(@TempDir Path directory)
      throws Exception {
    FloatBuffer images = images();
    try (Tail tail = Tail.of(Starter.weights(), Cut.ALL, SIZE, TrainingOptions.of(1e-4, 1), 0)) {
      double first = tail.fit(images, LABELS, null);
      for (int step = 0; step < 4; step++) {
        tail.fit(images, LABELS, null);
      }
      double last = tail.fit(images, LABELS, null);
      Weights trained = tail.weights();

      assertThat(last).isLessThan(first / 2);
      requireMoved(trained);
      float[][] dl4j = dl4jLogits(trained, images);
      float[][] onnx = onnxLogits(trained, images, directory);
      float[][] probabilities = tail.probabilities(images, LABELS.length);
      for (int i = 0; i < LABELS.length; i++) {
        assertThat(onnx[i]).containsExactly(dl4j[i], within(1e-3f));
        assertThat(probabilities[i]).containsExactly(softmax(onnx[i]), within(1e-3f));
      }
    }
  }

  private static void requireMoved(Weights trained) {
    trained
        .tensors()
        .forEach(
            (name, tensor) -> {
              boolean statistics = name.contains("/moving_");
              boolean same = tensor.values().equals(Starter.weights().get(name).values());
              assertThat(same).as(name + " stays").isEqualTo(statistics);
            });
  }

  private static float[][] dl4jLogits(Weights weights, FloatBuffer images) {
    float[] values = new float[images.remaining()];
    images.duplicate().get(values);
    ComputationGraph graph = Dl4jXception.graph(weights, SIZE);
    try (INDArray input = Nd4j.create(values, new long[] {LABELS.length, 3, 96, 96}, 'c')) {
      return graph.output(List.of(Dl4jXception.LOGITS), false, new INDArray[] {input}, null)[0]
          .toFloatMatrix();
    } finally {
      graph.close();
    }
  }

  private static float[][] onnxLogits(Weights weights, FloatBuffer images, Path directory)
      throws Exception {
    Path onnx = directory.resolve("model.onnx");
    Path tensors = directory.resolve("weights.safetensors");
    OnnxExport.write(weights, SIZE, Precision.FLOAT32, onnx);
    SafeTensors.write(weights, tensors);
    ModelFiles files = new ModelFiles(onnx, tensors, 10, 96, 96);
    GoldenCase golden = Engines.golden(files);
    try (Engine engine =
        Engines.load(files, golden, new EngineOptions("onnx-cpu", 0, LABELS.length, 0))) {
      return engine.infer(images, LABELS.length);
    }
  }

  /** Shifted copies of the golden image, which is as smooth as a photograph. */
  private static FloatBuffer images() {
    float[] one = GoldenCase.image(96, 96);
    FloatBuffer images =
        ByteBuffer.allocateDirect(LABELS.length * one.length * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    for (int image = 0; image < LABELS.length; image++) {
      for (int i = 0; i < one.length; i++) {
        images.put(one[(i + image * 1234) % one.length]);
      }
    }
    return images.flip();
  }

  private static float[] softmax(float[] logits) {
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit);
    }
    float[] probabilities = new float[logits.length];
    for (int i = 0; i < logits.length; i++) {
      probabilities[i] = (float) (Math.exp(logits[i]) / sum);
    }
    return probabilities;
  }
}
