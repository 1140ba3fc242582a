package dev.weft.xception.fused;

import java.util.ArrayList;
import java.util.List;

/**
 * What the fused blocks of one graph share: threads, and native memory for gradients on their way
 * down. One graph's calls come one at a time.
 */
public final class FusedMemory implements AutoCloseable {
  private final List<Slot> slots = new ArrayList<>();
  private final Workers workers;

  /** Gradients of activations: what a step reads, and what it writes. */
  private final Slot[] gradients = {slot(), slot()};

  /** The gradient of what a shortcut gathered. */
  private final Slot gathered = slot();

  /** An output's gradient, when it comes image by image. */
  private final Slot turned = slot();

  /**
   * @param threads 0 for as many as there are cores
   */
  public FusedMemory(int threads) {
    this.workers = new Workers(threads > 0 ? threads : Runtime.getRuntime().availableProcessors());
  }

  Slot slot() {
    Slot slot = new Slot();
    slots.add(slot);
    return slot;
  }

  Workers workers() {
    return workers;
  }

  Slot gradient(int which) {
    return gradients[which];
  }

  Slot gathered() {
    return gathered;
  }

  Slot turned() {
    return turned;
  }

  /** Ends the threads and frees the memory of all blocks. */
  @Override
  public void close() {
    workers.close();
    slots.forEach(Slot::close);
  }
}
