package dev.weft.trainer.run.step;

import dev.weft.events.ModelRef;
import dev.weft.events.label.ImageLabeled;
import dev.weft.features.FeatureSet;
import dev.weft.features.FeatureStore;
import dev.weft.modelstore.ModelStore;
import dev.weft.trainer.dataset.DatasetResult;
import dev.weft.trainer.dataset.TrainingDataset;
import dev.weft.trainer.features.Rehearsal;
import dev.weft.trainer.phase.head.HeadStart;
import dev.weft.trainer.phase.head.SearchResult;
import dev.weft.trainer.recipe.Recipe;
import dev.weft.trainer.report.TriedBase;
import dev.weft.trainer.run.context.Networks;
import dev.weft.trainer.run.context.TrainingMonitor;
import dev.weft.trainer.run.start.LoadedVersion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Chooses the base of a first training from several: the one whose head is most accurate on the
 * labels. The features are cached, so that those of the chosen base are computed once.
 */
public final class BaseChoice {
  private final ModelStore models;
  private final Path cache;
  private final Path work;
  private final Networks networks;
  private final DatasetStep step;
  private final TrainingMonitor monitor;

  /**
   * @param cache the cache of versions on this machine's disk
   * @param work the directory of the training
   * @param monitor receives the figures
   */
  public BaseChoice(
      ModelStore models,
      Path cache,
      Path work,
      Networks networks,
      DatasetStep step,
      TrainingMonitor monitor) {
    this.models = models;
    this.cache = cache;
    this.work = work;
    this.networks = networks;
    this.step = step;
    this.monitor = monitor;
  }

  /**
   * Evaluates the bases; returns them with the best first.
   *
   * @return empty if the labels are not sufficient for a data set with any base; the training then
   *     ends with the reason
   */
  public List<TriedBase> tryAll(List<ModelRef> bases, Recipe recipe, List<ImageLabeled> labeled) {
    List<TriedBase> tried = new ArrayList<>();
    for (ModelRef ref : bases) {
      LoadedVersion published = LoadedVersion.of(models, ref.name(), ref.version(), cache);
      LoadedVersion base = published.at(recipe.inputSize(published.preprocessing()), work);
      FeatureSet features = networks.features(base.baseId(), base.preprocessing());
      DatasetResult result = step.build(labeled, recipe, base, features);
      if (!(result instanceof DatasetResult.Ready ready)) {
        return List.of();
      }
      tried.add(trial(ref, base, recipe, ready.dataset(), features));
    }
    tried.sort(Comparator.comparingDouble(TriedBase::accuracy).reversed());
    monitor.noted(
        tried.stream().map(BaseChoice::figure).collect(Collectors.joining(", "))
            + ", on held-out images");
    return tried;
  }

  /** Uses the same settings and images as the training's own search. */
  private TriedBase trial(
      ModelRef ref,
      LoadedVersion base,
      Recipe recipe,
      TrainingDataset dataset,
      FeatureSet features) {
    List<String> classes = dataset.classes();
    SearchResult found =
        new HeadStep(recipe, step -> monitor.check())
            .search(
                HeadStart.fresh(classes.size()),
                dataset,
                features,
                Rehearsal.empty(base.baseId(), FeatureStore.id(base.preprocessing()), classes));
    return new TriedBase(ref.toString(), found.accuracy(), found.images());
  }

  private static String figure(TriedBase base) {
    return String.format(Locale.ROOT, "%s: %.1f %% correct", base.base(), 100 * base.accuracy());
  }

  /** Number of images, counting mirrored ones separately, that passed through the bases. */
  public int imagesThroughBases() {
    return step.imagesThroughBase();
  }
}
