package dev.weft.trainer.run.step;

import dev.weft.features.Augmentation;
import dev.weft.features.FeatureSet;
import dev.weft.features.FeatureStore;
import dev.weft.modelstore.ModelManifest;
import dev.weft.modelstore.TrainingLineage;
import dev.weft.trainer.dataset.Sample;
import dev.weft.trainer.features.Rehearsal;
import dev.weft.trainer.features.Rehearsal.Example;
import dev.weft.trainer.phase.TrainingStep;
import dev.weft.trainer.run.start.Inheritance;
import dev.weft.trainer.run.start.LoadedVersion;
import dev.weft.xception.network.Xception;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Provides the parent's rehearsal examples with the features of the training's base. Features that
 * are stored with the parent are those of its own input size; for another one they are computed
 * again, from the images of the data sets of the parent and its ancestors, as far as these still
 * exist. Classes without examples keep their rows of the head.
 */
public final class RehearsalStep {
  private final StepContext context;
  private int imagesThroughBase;

  public RehearsalStep(StepContext context) {
    this.context = context;
  }

  /**
   * Returns the examples; none if the parent's are those of another base.
   *
   * @param base the base of the training, at its input size
   * @param features the features of that base
   */
  public Rehearsal examples(LoadedVersion parent, LoadedVersion base, FeatureSet features) {
    Rehearsal fitting = Inheritance.rehearsal(parent, base.baseId(), base.preprocessing());
    if (parent.preprocessing().equals(base.preprocessing())) {
      return fitting;
    }
    return Inheritance.stored(parent)
        .filter(stored -> stored.base().equals(base.baseId()))
        .map(stored -> computedAgain(stored, parent, base, features))
        .orElse(fitting);
  }

  private Rehearsal computedAgain(
      Rehearsal stored, LoadedVersion parent, LoadedVersion base, FeatureSet features) {
    Set<String> wanted =
        stored.examples().stream().map(Example::sha256).collect(Collectors.toSet());
    List<Sample> images = List.copyOf(images(parent.manifest(), wanted).values());
    imagesThroughBase =
        context
            .networks()
            .extract(
                base.files(),
                base.golden(),
                context.networks().pass(base.preprocessing()),
                features,
                JudgeStep.views(images),
                DatasetStep.listener(context.clock(), TrainingStep.FEATURES))
            .images();
    Set<String> readable =
        JudgeStep.readable(features, images).stream()
            .map(image -> image.object().sha256())
            .collect(Collectors.toSet());
    List<Example> examples = new ArrayList<>();
    for (Example example : stored.examples()) {
      if (readable.contains(example.sha256())) {
        FloatBuffer row = FloatBuffer.allocate(Xception.FEATURES);
        features.read(example.sha256(), Augmentation.NONE, row);
        examples.add(new Example(example.sha256(), example.look(), example.label(), row.array()));
      }
    }
    return new Rehearsal(
        base.baseId(), FeatureStore.id(base.preprocessing()), stored.classes(), examples);
  }

  /** Returns images of the data sets of a version and its ancestors by SHA-256. */
  private Map<String, Sample> images(ModelManifest version, Set<String> wanted) {
    Map<String, Sample> found = new HashMap<>();
    Set<Integer> seen = new HashSet<>();
    Optional<ModelManifest> next = Optional.of(version);
    while (next.isPresent() && found.size() < wanted.size() && seen.add(next.get().version())) {
      TrainingLineage training = next.get().origin().training();
      if (training != null) {
        context
            .files()
            .dataset(training.dataSet())
            .ifPresent(
                set ->
                    set.samples().stream()
                        .filter(sample -> wanted.contains(sample.object().sha256()))
                        .forEach(sample -> found.putIfAbsent(sample.object().sha256(), sample)));
      }
      next =
          next.get()
              .parent()
              .filter(parent -> parent.name().equals(version.name()))
              .flatMap(parent -> context.models().lineage(parent.name(), parent.version()));
    }
    return found;
  }

  /** Number of images that passed through the base. */
  public int imagesThroughBase() {
    return imagesThroughBase;
  }
}
