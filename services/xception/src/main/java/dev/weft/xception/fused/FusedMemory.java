package dev.weft.xception.fused;

import java.util.ArrayList;
import java.util.List;

/**
 * Resources shared by the fused blocks of one graph: threads, and native memory for gradients.
 * Calls of one graph must not be concurrent.
 */
public final class FusedMemory implements AutoCloseable {
  private final List<Slot> slots = new ArrayList<>();
  private final Workers workers;

  /** Gradients of activations: a step reads one and writes the other. */
  private final Slot[] gradients = {slot(), slot()};

  /** The accumulated gradient of a shortcut's input. */
  private final Slot gathered = slot();

  /** An output's gradient that arrives image by image, transposed. */
  private final Slot turned = slot();

  /**
   * @param threads number of threads; 0 for the number of cores
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
