package dev.weft.classifier.serving;

import dev.weft.xception.engine.Engine;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Memory of the versions of all models of a process, and of other engines beside them. Serializes
 * loads, so that no two are admitted into the same free memory. Other engines give way to a version
 * that needs their memory. Thread-safe.
 */
public final class SharedMemory {

  private static final long MIB = 1L << 20;

  /** Enough for further attempts of a version that waits for memory. */
  private static final long RESERVED_NANOS = Duration.ofMinutes(2).toNanos();

  private final List<LoadedModels> models = new CopyOnWriteArrayList<>();
  private final List<Engine> others = new CopyOnWriteArrayList<>();
  private final ReentrantLock turn = new ReentrantLock(true);
  private volatile long reservedSince = System.nanoTime() - RESERVED_NANOS;

  /** Adds a model, whose memory counts from now on. */
  public void add(LoadedModels held) {
    models.add(held);
  }

  /** Adds an engine of no version, whose memory counts until it is removed. */
  public void add(Engine other) {
    others.add(other);
  }

  public void remove(Engine other) {
    others.remove(other);
  }

  /**
   * Memory of all loaded versions and other engines in bytes, including versions that are only kept
   * by leases.
   */
  public long residentBytes() {
    return versionBytes() + others.stream().mapToLong(Engine::residentBytes).sum();
  }

  private long versionBytes() {
    return models.stream().mapToLong(LoadedModels::residentBytes).sum();
  }

  /**
   * Why a version must not be loaded: refused if it does not fit beside other versions, failed if
   * other engines are to give way first. Empty if it fits, or nothing is loaded.
   *
   * @param need its memory in bytes
   * @param limit of everything that is loaded, in bytes
   */
  Optional<LoadResult> tooLarge(int version, long need, long limit) {
    long versions = versionBytes();
    long resident = residentBytes();
    if (resident == 0 || resident + need <= limit) {
      return Optional.empty();
    }
    String reason =
        "version %d needs about %d MiB in addition to the %d MiB in use, but models may use at most %d MiB (weft.classifier.model-memory)"
            .formatted(version, need / MIB, resident / MIB, limit / MIB);
    if (versions > 0 && versions + need > limit) {
      return Optional.of(new LoadResult.Refused(reason));
    }
    reserve();
    return Optional.of(
        new LoadResult.Failed(reason + "; the base of trainings is unloaded to make room"));
  }

  /** Asks other engines to give way for some time, since a version needs their memory. */
  public void reserve() {
    reservedSince = System.nanoTime();
  }

  /** Whether a version needs the memory of other engines, which must be unloaded. */
  public boolean isReserved() {
    return System.nanoTime() - reservedSince < RESERVED_NANOS;
  }

  /** Runs a load, including the handover of its version or engine, exclusively. */
  public void exclusively(Runnable load) throws InterruptedException {
    turn.lockInterruptibly();
    try {
      load.run();
    } finally {
      turn.unlock();
    }
  }
}
