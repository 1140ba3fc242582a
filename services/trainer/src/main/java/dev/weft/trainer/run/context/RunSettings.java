package dev.weft.trainer.run.context;

import dev.weft.imaging.DecodeLimits;
import dev.weft.trainer.dataset.SplitRatios;
import dev.weft.trainer.recipe.Recipe;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Settings of trainings on this machine.
 *
 * @param work directory for the working files of a training
 * @param modelCache directory for versions
 * @param featureCache directory for memory-mapped features: 16 KB per training image
 * @param engine the engine of frozen networks, as in {@link dev.weft.xception.engine.EngineOptions}
 * @param threads the threads of one engine call; 0 for as many as there are cores
 * @param int8 whether versions are also quantized to 8-bit integers
 * @param smallerInputs whether smaller input sizes are compared with that of a version
 * @param activationBytes maximum disk space for activations of the fine-tune phase, in bytes
 * @param rehearsalImages maximum number of rehearsal examples that are published with a version, 4
 *     KB each
 * @param limits the limits of images
 * @param split shares of the splits
 * @param recipe defaults for what a request does not specify
 * @param maxAttempts attempts after which a training that never completed is marked as failed
 * @param defaultModel the installation's default model, which is one of the bases that {@code auto}
 *     compares
 * @param codeVersion version of this program
 */
public record RunSettings(
    Path work,
    Path modelCache,
    Path featureCache,
    String engine,
    int threads,
    boolean int8,
    boolean smallerInputs,
    long activationBytes,
    int rehearsalImages,
    DecodeLimits limits,
    SplitRatios split,
    Recipe recipe,
    int maxAttempts,
    String defaultModel,
    String codeVersion) {
  public RunSettings {
    Objects.requireNonNull(work, "work");
    Objects.requireNonNull(modelCache, "modelCache");
    Objects.requireNonNull(featureCache, "featureCache");
    Objects.requireNonNull(engine, "engine");
    Objects.requireNonNull(limits, "limits");
    Objects.requireNonNull(split, "split");
    Objects.requireNonNull(recipe, "recipe");
    Objects.requireNonNull(defaultModel, "defaultModel");
    Objects.requireNonNull(codeVersion, "codeVersion");
    if (rehearsalImages < 0 || rehearsalImages > 100_000) {
      throw new IllegalArgumentException(
          "rehearsalImages must be between 0 and 100000, but is " + rehearsalImages);
    }
    if (threads < 0 || activationBytes < 0 || maxAttempts < 1) {
      throw new IllegalArgumentException(
          "threads and activationBytes must not be negative and maxAttempts at least 1, but are %d, %d and %d"
              .formatted(threads, activationBytes, maxAttempts));
    }
  }
}
