package dev.weft.classifier.serving;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Memory of the versions of all models of a process. Serializes loads, so that no two versions are
 * admitted into the same free memory. Thread-safe.
 */
public final class SharedMemory {

  private final List<LoadedModels> models = new CopyOnWriteArrayList<>();
  private final ReentrantLock turn = new ReentrantLock(true);

  /** Adds a model, whose memory counts from now on. */
  public void add(LoadedModels held) {
    models.add(held);
  }

  /** Memory of all loaded versions in bytes, including those that are only kept by leases. */
  public long residentBytes() {
    return models.stream().mapToLong(LoadedModels::residentBytes).sum();
  }

  /** Runs a load, including the handover of its version, exclusively. */
  void exclusively(Runnable load) throws InterruptedException {
    turn.lockInterruptibly();
    try {
      load.run();
    } finally {
      turn.unlock();
    }
  }
}
