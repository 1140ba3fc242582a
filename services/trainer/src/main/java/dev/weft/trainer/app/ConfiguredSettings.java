package dev.weft.trainer.app;

import dev.weft.imaging.DecodeLimits;
import dev.weft.trainer.dataset.SplitRatios;
import dev.weft.trainer.recipe.Recipe;
import dev.weft.trainer.run.context.RunSettings;
import java.nio.file.Path;

/** Converts the configuration to settings. */
final class ConfiguredSettings {
  private ConfiguredSettings() {}

  static RunSettings of(TrainerConfig config, String codeVersion) {
    Path work = config.workDir();
    return new RunSettings(
        work.resolve("runs"),
        config.modelCache(),
        featureCache(config),
        config.engine(),
        config.engineThreads(),
        config.int8(),
        config.smallerInputs(),
        config.activations().asLongValue(),
        config.rehearsalImages(),
        new DecodeLimits(config.maxImage().asLongValue(), config.maxPixels()),
        new SplitRatios(config.split().validation(), config.split().test()),
        recipe(config.recipe()),
        config.maxAttempts(),
        config.model(),
        codeVersion);
  }

  /** Directory of memory-mapped features. */
  static Path featureCache(TrainerConfig config) {
    return config.workDir().resolve("features");
  }

  private static Recipe recipe(TrainerConfig.Recipe recipe) {
    TrainerConfig.Head head = recipe.head();
    TrainerConfig.FineTune fineTune = recipe.fineTune();
    return new Recipe(
        recipe.seed(),
        recipe.minImagesPerClass(),
        recipe.batchSize(),
        recipe.flips(),
        recipe.classWeights(),
        new Recipe.Head(
            head.learningRate(),
            head.epochs(),
            head.patience(),
            head.labelSmoothing(),
            head.dropout(),
            head.weightDecay(),
            head.mixup(),
            head.balance(),
            head.crops(),
            head.cropsBelow()),
        new Recipe.FineTune(
            fineTune.from(),
            fineTune.learningRate(),
            fineTune.epochs(),
            fineTune.patience(),
            fineTune.labelSmoothing(),
            fineTune.weightDecay(),
            fineTune.mixup()),
        recipe.gateMargin(),
        Recipe.Base.ROOT,
        false,
        judging(recipe.judging()),
        recipe.search().toMillis() / 1e3,
        null);
  }

  private static Recipe.Judging judging(TrainerConfig.Judging judging) {
    return new Recipe.Judging(
        judging.crossValidateBelow(),
        judging.folds(),
        judging.imagesPerClass(),
        judging.tolerance(),
        judging.recallMargin(),
        judging.learnAllBelow());
  }
}
