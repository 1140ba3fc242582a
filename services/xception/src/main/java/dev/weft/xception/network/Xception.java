package dev.weft.xception.network;

import dev.weft.xception.network.Layer.BatchNorm;
import dev.weft.xception.network.Layer.Conv;
import dev.weft.xception.network.Layer.Dense;
import dev.weft.xception.network.Layer.GlobalAveragePool;
import dev.weft.xception.network.Layer.MaxPool;
import dev.weft.xception.network.Layer.Relu;
import dev.weft.xception.network.Layer.SeparableConv;
import dev.weft.xception.network.Shortcut.Identity;
import dev.weft.xception.network.Shortcut.None;
import dev.weft.xception.network.Shortcut.Projection;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Xception (Chollet, 2017, arXiv:1610.02357) as data, with Keras's names of the layers. The ONNX
 * graph, the DL4J graph and the names in weight files are all derived from this description.
 */
public final class Xception {

  /** Number of pooled features of an image. */
  public static final int FEATURES = 2048;

  /** Smallest side of an input for which every window fits. */
  public static final int MINIMUM_SIZE = 71;

  private static final int MIDDLE_CHANNELS = 728;
  private static final GlobalAveragePool POOL = new GlobalAveragePool("avg_pool");
  private static final List<Block> BLOCKS = describe();

  private Xception() {}

  /** The backbone: entry flow (1 to 4), middle flow (5 to 12), exit flow (13 and 14). */
  public static List<Block> blocks() {
    return BLOCKS;
  }

  /** The layer that pools the backbone's {@code [n, 2048, h/32, w/32]} into features. */
  public static GlobalAveragePool pool() {
    return POOL;
  }

  /** The layer that computes logits from features. */
  public static Dense head(int classes) {
    if (classes < 1) {
      throw new IllegalArgumentException("a head must have at least 1 class, but has " + classes);
    }
    return new Dense("predictions", FEATURES, classes);
  }

  /** The backbone's weights, by depth. */
  public static List<TensorSpec> backboneTensors() {
    return BLOCKS.stream().flatMap(Block::allLayers).flatMap(l -> l.tensors().stream()).toList();
  }

  /** All weights, by depth; the head's are last. */
  public static List<TensorSpec> tensors(int classes) {
    return Stream.concat(backboneTensors().stream(), head(classes).tensors().stream()).toList();
  }

  /** Number of values in the given weights. */
  public static long parameters(List<TensorSpec> tensors) {
    return tensors.stream().mapToLong(TensorSpec::size).sum();
  }

  private static List<Block> describe() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(stem());
    blocks.add(shrinking(2, 64, 128, 128, false, 1));
    blocks.add(shrinking(3, 128, 256, 256, true, 2));
    blocks.add(shrinking(4, 256, MIDDLE_CHANNELS, MIDDLE_CHANNELS, true, 3));
    for (int number = 5; number <= 12; number++) {
      blocks.add(middle(number));
    }
    blocks.add(shrinking(13, MIDDLE_CHANNELS, MIDDLE_CHANNELS, 1024, true, 4));
    blocks.add(last());
    return List.copyOf(blocks);
  }

  private static Block stem() {
    return new Block(
        "block1",
        List.of(
            new Conv("block1_conv1", 3, 32, 3, 2, Padding.VALID),
            new BatchNorm("block1_conv1_bn", 32),
            new Relu("block1_conv1_act"),
            new Conv("block1_conv2", 32, 64, 3, 1, Padding.VALID),
            new BatchNorm("block1_conv2_bn", 64),
            new Relu("block1_conv2_act")),
        new None());
  }

  private static Block shrinking(
      int number, int in, int between, int out, boolean reluFirst, int shortcut) {
    String name = "block" + number;
    List<Layer> layers = new ArrayList<>();
    if (reluFirst) {
      layers.add(new Relu(name + "_sepconv1_act"));
    }
    addSeparable(layers, name + "_sepconv1", in, between);
    layers.add(new Relu(name + "_sepconv2_act"));
    addSeparable(layers, name + "_sepconv2", between, out);
    layers.add(new MaxPool(name + "_pool"));
    return new Block(
        name,
        layers,
        new Projection(
            new Conv("conv2d_" + shortcut, in, out, 1, 2, Padding.SAME),
            new BatchNorm("batch_normalization_" + shortcut, out)));
  }

  private static Block middle(int number) {
    String name = "block" + number;
    List<Layer> layers = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      layers.add(new Relu(name + "_sepconv" + i + "_act"));
      addSeparable(layers, name + "_sepconv" + i, MIDDLE_CHANNELS, MIDDLE_CHANNELS);
    }
    return new Block(name, layers, new Identity());
  }

  private static Block last() {
    List<Layer> layers = new ArrayList<>();
    addSeparable(layers, "block14_sepconv1", 1024, 1536);
    layers.add(new Relu("block14_sepconv1_act"));
    addSeparable(layers, "block14_sepconv2", 1536, FEATURES);
    layers.add(new Relu("block14_sepconv2_act"));
    return new Block("block14", layers, new None());
  }

  private static void addSeparable(List<Layer> layers, String name, int in, int out) {
    layers.add(new SeparableConv(name, in, out));
    layers.add(new BatchNorm(name + "_bn", out));
  }
}
