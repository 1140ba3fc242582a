package dev.weft.trainer.phase.finetune;

import dev.weft.features.Batch;
import dev.weft.features.ImagePass;
import dev.weft.features.PassListener;
import dev.weft.features.Views;
import dev.weft.trainer.dataset.Sample;
import dev.weft.xception.network.InputSize;
import dev.weft.xception.training.ActivationShape;
import dev.weft.xception.training.Cut;
import dev.weft.xception.training.Prefix;
import dev.weft.xception.weights.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Provides the input of the first trained block for each image, from the cache or, if it does not
 * fit, from the frozen blocks each time.
 */
final class Activations implements AutoCloseable {
  /**
   * Two concurrent calls on half of the cores each process more images per second than one call on
   * all cores.
   */
  private static final int CALLS = 2;

  private final Weights weights;
  private final Cut cut;
  private final ImagePass pass;
  private final ActivationCache cache;
  private final int length;
  private final Map<Pick, Integer> slots = new HashMap<>();
  private final Set<String> unreadable = new HashSet<>();
  private Prefix prefix;

  /**
   * @param weights the network, whose blocks before the cut are frozen
   * @param wanted number of images, counting mirrored ones separately
   */
  Activations(Weights weights, Cut cut, ImagePass pass, Path directory, int wanted, long maxBytes)
      throws IOException {
    this.weights = weights;
    this.cut = cut;
    this.pass = pass;
    length = ActivationShape.before(cut, size(pass)).length();
    cache = new ActivationCache(directory, length, wanted, maxBytes);
  }

  /** Returns the network's input size. */
  static InputSize size(ImagePass pass) {
    return new InputSize(pass.preprocessing().height(), pass.preprocessing().width());
  }

  /**
   * An image, possibly mirrored.
   *
   * @param sample the image
   * @param flipped whether left and right are swapped
   */
  record Pick(Sample sample, boolean flipped) {}

  /** Returns the number of floats of an image. */
  int length() {
    return length;
  }

  /**
   * Computes missing activations, as far as the cache has room.
   *
   * @param picks in order of importance, with possible repetitions; a mirrored image that directly
   *     follows its image is decoded together with it
   */
  void fill(List<Pick> picks, PassListener listener) {
    List<Pick> kept =
        picks.stream()
            .filter(pick -> !slots.containsKey(pick))
            .distinct()
            .limit(cache.capacity() - slots.size())
            .toList();
    if (kept.isEmpty()) {
      return;
    }
    for (Pick pick : kept) {
      slots.put(pick, slots.size());
    }
    Map<String, Sample> samples = new HashMap<>();
    kept.forEach(pick -> samples.put(pick.sample().imageId(), pick.sample()));
    compute(
        kept,
        (view, values, offset) ->
            cache.write(
                slots.get(new Pick(samples.get(view.image().imageId()), view.flipped())),
                values,
                offset),
        listener);
  }

  /** Whether an image has not been found unreadable; unreadable images have no activations. */
  boolean isReadable(Sample sample) {
    return !unreadable.contains(sample.imageId());
  }

  /**
   * Copies the activations of images to the start of the target, without those of unreadable
   * images.
   *
   * @return the copied images, in the order of the target, which is flipped for reading
   */
  List<Pick> read(List<Pick> picks, FloatBuffer target) {
    List<Pick> missing =
        picks.stream().filter(p -> !slots.containsKey(p) && isReadable(p.sample())).toList();
    Map<String, float[]> computed = missing.isEmpty() ? Map.of() : compute(missing);
    List<Pick> found = new ArrayList<>();
    target.clear();
    for (Pick pick : picks) {
      if (isReadable(pick.sample())) {
        Integer slot = slots.get(pick);
        if (slot == null) {
          target.put(computed.get(key(pick.sample().imageId(), pick.flipped())));
        } else {
          cache.read(slot, target);
        }
        found.add(pick);
      }
    }
    target.flip();
    return found;
  }

  private Map<String, float[]> compute(List<Pick> picks) {
    Map<String, float[]> computed = new HashMap<>();
    compute(
        picks,
        (view, values, offset) -> {
          float[] copy = new float[length];
          values.get(offset, copy);
          synchronized (computed) {
            computed.put(key(view.image().imageId(), view.flipped()), copy);
          }
        },
        PassListener.SILENT);
    return computed;
  }

  private void compute(List<Pick> picks, Sink sink, PassListener listener) {
    ThreadLocal<FloatBuffer> buffers = ThreadLocal.withInitial(this::buffer);
    Prefix frozen = frozenBlocks();
    unreadable.addAll(
        pass.run(views(picks), CALLS, batch -> run(frozen, batch, buffers.get(), sink), listener)
            .keySet());
  }

  private Prefix frozenBlocks() {
    if (prefix == null) {
      int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / CALLS);
      try {
        prefix = Prefix.of(weights, cut, size(pass), threads);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot load the frozen blocks", e);
      }
    }
    return prefix;
  }

  private void run(Prefix frozen, Batch batch, FloatBuffer values, Sink sink) {
    values.clear();
    frozen.run(batch.images(), batch.n(), values);
    for (int i = 0; i < batch.n(); i++) {
      sink.take(batch.views().get(i), values, i * length);
    }
  }

  private FloatBuffer buffer() {
    int bytes = Math.multiplyExact(Math.multiplyExact(pass.batchSize(), length), Float.BYTES);
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  /** One entry per image, also if both orientations follow each other. */
  private static List<Views> views(List<Pick> picks) {
    List<Views> views = new ArrayList<>();
    for (int i = 0; i < picks.size(); i++) {
      Pick pick = picks.get(i);
      boolean both =
          !pick.flipped()
              && i + 1 < picks.size()
              && picks.get(i + 1).equals(new Pick(pick.sample(), true));
      views.add(
          new Views(
              pick.sample().imageId(),
              pick.sample().object(),
              !pick.flipped(),
              pick.flipped() || both));
      i += both ? 1 : 0;
    }
    return views;
  }

  private static String key(String imageId, boolean flipped) {
    return (flipped ? "-" : "+") + imageId;
  }

  /** Receives the activations of an image; called from several threads. */
  private interface Sink {
    void take(Batch.View view, FloatBuffer values, int offset);
  }

  /** Frees the frozen blocks' memory; they are reloaded when needed again. */
  void unloadFrozenBlocks() {
    if (prefix != null) {
      prefix.close();
      prefix = null;
    }
  }

  @Override
  public void close() {
    try {
      unloadFrozenBlocks();
    } finally {
      cache.close();
    }
  }
}
