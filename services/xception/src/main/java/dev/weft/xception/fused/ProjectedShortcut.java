package dev.weft.xception.fused;

import dev.weft.xception.network.Shortcut;

/** The shortcut's 1x1 convolution of stride 2 and its norm: subsampling, then a matrix product. */
final class ProjectedShortcut {
  private static final int STRIDE = 2;

  private final PointwiseConv pointwise;
  private final int in;
  private final FusedMemory memory;
  private final Workers workers;
  private final Slot slot;
  private Planes gathered;

  ProjectedShortcut(Shortcut.Projection shortcut, Statistics statistics, FusedMemory memory) {
    this.in = shortcut.conv().in();
    this.pointwise =
        new PointwiseConv(
            shortcut.conv().name() + "/kernel", in, shortcut.norm(), statistics, memory.slot());
    this.memory = memory;
    this.workers = memory.workers();
    this.slot = memory.slot();
  }

  void fold(LayerParameters parameters) {
    pointwise.fold(parameters);
  }

  float shift(int channel) {
    return pointwise.shift(channel);
  }

  /** Adds the shortcut, without its shift, to {@code y}. */
  void addTo(Planes x, Planes y) {
    gathered = slot.planes(x.images(), in, y.height(), y.width());
    float[][] lines = new float[workers.count()][x.pixels()];
    float[][] results = new float[workers.count()][y.pixels()];
    workers.each(
        in,
        (channel, worker) -> {
          for (int image = 0; image < x.images(); image++) {
            x.read(channel, image, 1, lines[worker]);
            for (int i = 0; i < y.pixels(); i++) {
              results[worker][i] = lines[worker][source(i, y.width(), x.width())];
            }
            gathered.write(channel, image, 1, results[worker]);
          }
        });
    pointwise.addTo(gathered.matrix(), y.matrix());
  }

  /**
   * Writes the weights' gradients, and adds to the input's unless it is null.
   *
   * @param dy by channel
   */
  void backward(Planes dy, Planes inputGradient, LayerParameters parameters) {
    pointwise.parameterGradients(
        gathered.matrix(), dy.matrix(), SeparableStep.channelSums(dy, workers), parameters);
    if (inputGradient == null) {
      return;
    }
    Planes gradient = memory.gathered().planes(dy.images(), in, dy.height(), dy.width());
    pointwise.inputGradient(dy.matrix(), gradient.matrix());
    float[][] lines = new float[workers.count()][dy.pixels()];
    float[][] results = new float[workers.count()][inputGradient.pixels()];
    workers.each(
        in,
        (channel, worker) -> {
          for (int image = 0; image < dy.images(); image++) {
            gradient.read(channel, image, 1, lines[worker]);
            inputGradient.read(channel, image, 1, results[worker]);
            for (int i = 0; i < dy.pixels(); i++) {
              results[worker][source(i, dy.width(), inputGradient.width())] += lines[worker][i];
            }
            inputGradient.write(channel, image, 1, results[worker]);
          }
        });
  }

  private static int source(int target, int targetWidth, int width) {
    return target / targetWidth * STRIDE * width + target % targetWidth * STRIDE;
  }
}
