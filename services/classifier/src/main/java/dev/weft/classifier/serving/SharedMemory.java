package dev.weft.classifier.serving;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What the versions of all models of a process hold together, and whose turn it is to load another:
 * one at a time, so that no two are let in by the same free memory. Thread-safe.
 */
public final class SharedMemory {

  private final List<LoadedModels> models = new CopyOnWriteArrayList<>();
  private final ReentrantLock turn = new ReentrantLock(true);

  /** One model more, which counts from now on. */
  public void add(LoadedModels held) {
    models.add(held);
  }

  /** What is loaded, in bytes, versions that only leases keep included. */
  public long residentBytes() {
    return models.stream().mapToLong(LoadedModels::residentBytes).sum();
  }

  /** Runs what loads a version and hands it over, when nobody else does. */
  void inTurn(Runnable load) throws InterruptedException {
    turn.lockInterruptibly();
    try {
      load.run();
    } finally {
      turn.unlock();
    }
  }
}
