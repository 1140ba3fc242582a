package dev.weft.trainer.run.context;

import dev.weft.imaging.DecodeLimits;
import dev.weft.trainer.dataset.SplitRatios;
import dev.weft.trainer.recipe.Recipe;
import java.nio.file.Path;
import java.util.Objects;

/**
 * How trainings run on this machine.
 *
 * @param work directory for what a training under way needs
 * @param modelCache directory for versions
 * @param featureCache directory for mapped features: 16 KB a training image
 * @param engine that runs frozen networks, as in {@link dev.weft.xception.engine.EngineOptions}
 * @param threads of one engine call; 0 for as many as there are cores
 * @param int8 whether versions are made in 8-bit integers, too
 * @param activationBytes the most that the fine-tune phase keeps on disk
 * @param rehearsalImages the most examples that travel with a version, 4 KB each
 * @param limits of images
 * @param split of data sets
 * @param recipe what a request does not say otherwise
 * @param maxAttempts after so many a training that never ends has failed
 * @param defaultModel of the installation, which is tried as a base where that is left open
 * @param codeVersion of this program
 */
public record RunSettings(
    Path work,
    Path modelCache,
    Path featureCache,
    String engine,
    int threads,
    boolean int8,
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
          "rehearsalImages lies in 0 to 100000, but is " + rehearsalImages);
    }
    if (threads < 0 || activationBytes < 0 || maxAttempts < 1) {
      throw new IllegalArgumentException(
          "threads and activationBytes must not be negative and maxAttempts at least 1, but are %d, %d and %d"
              .formatted(threads, activationBytes, maxAttempts));
    }
  }
}
