package dev.weft.xception.fused;

import dev.weft.xception.network.Layer;
import dev.weft.xception.network.Layer.BatchNorm;
import dev.weft.xception.network.Layer.MaxPool;
import dev.weft.xception.network.Layer.Relu;
import dev.weft.xception.network.Layer.SeparableConv;
import dev.weft.xception.network.Shortcut;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The forward and backward pass of a batch through a block. Results of the forward pass are kept
 * for the backward pass in memory that is reused in the next step.
 *
 * <p>A step's output is initialised with its norm's shift and other summands, and the matrix
 * product is accumulated on top, so that neither the shift nor the sum needs a separate pass.
 */
final class BlockPass {
  private final FusedMemory memory;
  private final Workers workers;
  private final List<SeparableStep> steps = new ArrayList<>();
  private final List<Slot> ends = new ArrayList<>();
  private final List<Integer> channels = new ArrayList<>();
  private final boolean pooled;
  private final boolean reluLast;
  private final boolean identity;
  private final ProjectedShortcut projection;

  /**
   * The intermediate values of the forward pass: the block's input, then the output of each step.
   */
  private final List<Planes> seen = new ArrayList<>();

  /** Allocates the output: {@code [images, c, h, w]}, with channels outermost in memory. */
  interface Output {
    INDArray make(int images, long[] shape);
  }

  BlockPass(FusedBlock conf) {
    this.memory = conf.memory();
    this.workers = memory.workers();
    List<Layer> layers = conf.block().layers();
    for (int i = 0; i < layers.size(); i++) {
      if (layers.get(i) instanceof SeparableConv conv) {
        boolean relu = i > 0 && layers.get(i - 1) instanceof Relu;
        BatchNorm norm = (BatchNorm) layers.get(i + 1);
        steps.add(new SeparableStep(conv, norm, relu, conf.statistics(), memory));
        ends.add(memory.slot());
        channels.add(conv.out());
      }
    }
    Layer last = layers.get(layers.size() - 1);
    this.pooled = last instanceof MaxPool;
    this.reluLast = last instanceof Relu;
    this.identity = conf.block().shortcut() instanceof Shortcut.Identity;
    this.projection =
        conf.block().shortcut() instanceof Shortcut.Projection shortcut
            ? new ProjectedShortcut(shortcut, conf.statistics(), memory)
            : null;
  }

  INDArray forward(Planes input, Output output, LayerParameters parameters) {
    seen.clear();
    seen.add(input);
    Planes x = input;
    int last = steps.size() - 1;
    for (int i = 0; i < last; i++) {
      x =
          step(
              i,
              x,
              ends.get(i).planes(x.images(), channels.get(i), x.height(), x.width()),
              null,
              parameters);
      seen.add(x);
    }
    if (!pooled && !reluLast) {
      Planes end = Planes.of(output.make(x.images(), shape(last, x.height(), x.width())));
      step(last, x, end, identity ? input : null, parameters);
      return end.array();
    }
    x =
        step(
            last,
            x,
            ends.get(last).planes(x.images(), channels.get(last), x.height(), x.width()),
            null,
            parameters);
    seen.add(x);
    if (reluLast) {
      return relu(x, Planes.of(output.make(x.images(), shape(last, x.height(), x.width()))));
    }
    Pool pool = new Pool(x.height(), x.width());
    Planes end =
        Planes.of(output.make(x.images(), shape(last, pool.outputHeight(), pool.outputWidth())));
    projection.fold(parameters);
    pool(pool, x, end);
    projection.addTo(input, end);
    return end.array();
  }

  private long[] shape(int step, int height, int width) {
    return new long[] {channels.get(step), height, width};
  }

  private Planes step(int number, Planes x, Planes y, Planes added, LayerParameters parameters) {
    SeparableStep step = steps.get(number);
    step.convolve(x, parameters);
    float[][] lines = new float[workers.count()][y.pixels()];
    workers.each(
        y.channels(),
        (channel, worker) -> {
          float[] line = lines[worker];
          float shift = step.shift(channel);
          java.util.Arrays.fill(line, shift);
          for (int image = 0; image < y.images(); image++) {
            if (added != null) {
              added.read(channel, image, 1, line);
              Vectors.add(shift, line, y.pixels());
            }
            y.write(channel, image, 1, line);
          }
        });
    step.addTo(y);
    return y;
  }

  private INDArray relu(Planes x, Planes y) {
    float[][] lines = new float[workers.count()][x.pixels()];
    workers.each(
        x.channels(),
        (channel, worker) -> {
          float[] line = lines[worker];
          for (int image = 0; image < x.images(); image++) {
            x.read(channel, image, 1, line);
            Vectors.relu(line, x.pixels());
            y.write(channel, image, 1, line);
          }
        });
    return y.array();
  }

  private void pool(Pool pool, Planes x, Planes y) {
    float[][] lines = new float[workers.count()][x.pixels()];
    float[][] results = new float[workers.count()][y.pixels()];
    workers.each(
        x.channels(),
        (channel, worker) -> {
          for (int image = 0; image < x.images(); image++) {
            x.read(channel, image, 1, lines[worker]);
            pool.forward(lines[worker], results[worker]);
            Vectors.add(projection.shift(channel), results[worker], y.pixels());
            y.write(channel, image, 1, results[worker]);
          }
        });
  }

  /**
   * Writes the gradients of all weights.
   *
   * @param outputGradient in any memory order
   * @param inputGradient receives the input's gradient, by channel; null if not needed
   */
  void backward(Planes outputGradient, Planes inputGradient, LayerParameters parameters) {
    Planes top = byChannel(outputGradient);
    Planes dy = endGradient(top);
    for (int i = steps.size() - 1; i >= 0; i--) {
      Planes x = seen.get(i);
      boolean wanted = i > 0 || inputGradient != null;
      Planes dx =
          i == 0 && wanted
              ? inputGradient
              : memory.gradient(i % 2).planes(x.images(), x.channels(), x.height(), x.width());
      steps.get(i).backward(x, dy, dx, wanted, parameters);
      dy = dx;
    }
    if (projection != null) {
      projection.backward(top, inputGradient, parameters);
    } else if (identity && inputGradient != null) {
      inputGradient.array().addi(top.array());
    }
  }

  private Planes byChannel(Planes gradient) {
    if (gradient.byChannel()) {
      return gradient;
    }
    Planes turned =
        memory
            .turned()
            .planes(gradient.images(), gradient.channels(), gradient.height(), gradient.width());
    float[][] lines = new float[workers.count()][gradient.images() * gradient.pixels()];
    workers.each(
        gradient.channels(),
        (channel, worker) -> {
          gradient.read(channel, 0, gradient.images(), lines[worker]);
          turned.write(channel, 0, gradient.images(), lines[worker]);
        });
    return turned;
  }

  /** The gradient of the last step's output, before pool or ReLU. */
  private Planes endGradient(Planes top) {
    if (!pooled && !reluLast) {
      return top;
    }
    Planes x = seen.get(steps.size());
    Planes gradient =
        memory.gradient(steps.size() % 2).planes(x.images(), x.channels(), x.height(), x.width());
    Pool pool = new Pool(x.height(), x.width());
    float[][] lines = new float[workers.count()][x.pixels()];
    float[][] tops = new float[workers.count()][top.pixels()];
    float[][] results = new float[workers.count()][x.pixels()];
    workers.each(
        x.channels(),
        (channel, worker) -> {
          for (int image = 0; image < x.images(); image++) {
            x.read(channel, image, 1, lines[worker]);
            top.read(channel, image, 1, tops[worker]);
            if (pooled) {
              pool.backward(lines[worker], tops[worker], results[worker]);
              gradient.write(channel, image, 1, results[worker]);
            } else {
              Vectors.reluGradient(lines[worker], tops[worker], x.pixels());
              gradient.write(channel, image, 1, tops[worker]);
            }
          }
        });
    return gradient;
  }
}
