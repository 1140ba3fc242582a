package dev.weft.classifier.features;

import dev.weft.base.LoadPriority;
import dev.weft.classifier.features.IdleMachine.BusyException;
import dev.weft.classifier.inflight.Models;
import dev.weft.classifier.serving.MemoryEstimate;
import dev.weft.classifier.serving.ModelChoice;
import dev.weft.classifier.serving.SharedMemory;
import dev.weft.imaging.Preprocessing;
import dev.weft.modelstore.ModelFiles;
import dev.weft.xception.engine.Engine;
import dev.weft.xception.engine.EngineException;
import dev.weft.xception.engine.EngineOptions;
import dev.weft.xception.engine.load.Engines;
import dev.weft.xception.engine.load.SizedGraph;
import dev.weft.xception.network.InputSize;
import dev.weft.xception.weights.SafeTensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Runs a base: by the serving version's engine if that computes the same features, otherwise by an
 * engine of its own, which is loaded when it is needed and unloaded after a minute without work.
 * Not thread-safe.
 */
final class BaseNetwork implements AutoCloseable {
  private static final long UNUSED_NANOS = Duration.ofMinutes(1).toNanos();
  private static final long MIB = 1L << 20;

  private final Models versions;
  private final FeatureBases bases;
  private final ModelChoice choice;
  private final SharedMemory memory;
  private final int batch;
  private Engine own;
  private FeatureBase loaded;
  private long used;

  /**
   * @param batch the largest batch
   */
  BaseNetwork(
      Models versions, FeatureBases bases, ModelChoice choice, SharedMemory memory, int batch) {
    this.versions = versions;
    this.bases = bases;
    this.choice = choice;
    this.memory = memory;
    this.batch = batch;
  }

  /**
   * Calls the user with an engine that returns the base's features.
   *
   * @throws EngineException if it cannot be loaded, or its memory would exceed the limit
   * @throws BusyException if a version is to be loaded into its memory
   */
  void with(FeatureBase base, Consumer<Engine> user) throws InterruptedException {
    try (var lease = versions.leaseServing()) {
      var serving = lease.route().model();
      if (serving.maxBatch() >= batch && bases.isOwn(serving)) {
        user.accept(serving.engine());
        return;
      }
    }
    Engine engine = own(base);
    try {
      user.accept(engine);
    } finally {
      used = System.nanoTime();
    }
  }

  private Engine own(FeatureBase base) throws InterruptedException {
    if (own == null || !base.equals(loaded)) {
      close();
      if (memory.isReserved()) {
        throw new BusyException();
      }
      memory.exclusively(() -> loadOwn(base));
    }
    return own;
  }

  private void loadOwn(FeatureBase base) {
    var options =
        Engines.forFeatures(new EngineOptions(choice.engine(), choice.threads(), batch, 0));
    long need = MemoryEstimate.ofFloat32(base.bundle().manifest(), base.preprocessing(), options);
    long held = memory.residentBytes();
    if (held + need > choice.memoryBytes()) {
      throw new EngineException(
          "the base of trainings needs about %d MiB in addition to the %d MiB in use, but models may use at most %d MiB (weft.classifier.model-memory)"
              .formatted(need / MIB, held / MIB, choice.memoryBytes() / MIB));
    }
    own = load(base, options);
    memory.add(own);
    loaded = base;
  }

  private Engine load(FeatureBase base, EngineOptions options) {
    ModelFiles published = base.bundle().files().inFloat32();
    if (base.isAsPublished()) {
      return Engines.load(published, base.bundle().golden(), options, LoadPriority.BACKGROUND);
    }
    Preprocessing size = base.preprocessing();
    try {
      Path onnx = Files.createTempFile(choice.cache(), ".base", ".onnx");
      try {
        SizedGraph graph =
            SizedGraph.write(
                SafeTensors.read(published.weights()),
                published.weights(),
                new InputSize(size.height(), size.width()),
                onnx);
        return Engines.load(graph.files(), graph.golden(), options, LoadPriority.BACKGROUND);
      } finally {
        Files.delete(onnx);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot write the graph of the base for the version's input size", e);
    }
  }

  /** Unloads the engine if it has not been used for a minute, or a version needs its memory. */
  void closeIfUnused() {
    if (own != null && (memory.isReserved() || System.nanoTime() - used > UNUSED_NANOS)) {
      close();
    }
  }

  @Override
  public void close() {
    if (own != null) {
      own.close();
      memory.remove(own);
      own = null;
    }
  }
}
