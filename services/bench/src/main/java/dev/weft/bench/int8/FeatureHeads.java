package dev.weft.bench.int8;

import dev.weft.base.Argmax;
import dev.weft.base.Sha256;
import dev.weft.bench.setup.NoCheckpoints;
import dev.weft.features.Augmentation;
import dev.weft.features.FeatureSet;
import dev.weft.features.FeatureStore;
import dev.weft.features.ImageObject;
import dev.weft.features.PerceptualHash;
import dev.weft.imaging.Preprocessing;
import dev.weft.objectstore.MemoryObjectStore;
import dev.weft.trainer.dataset.Sample;
import dev.weft.trainer.dataset.Split;
import dev.weft.trainer.dataset.TrainingDataset;
import dev.weft.trainer.features.DenseHead;
import dev.weft.trainer.phase.PhaseProgress;
import dev.weft.trainer.phase.head.FreezePhase;
import dev.weft.trainer.recipe.Recipe;
import dev.weft.xception.weights.Weights;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Heads that learn on the features of one graph and are judged on those of the same or the other:
 * whether features that an integer graph computes could replace those of float32. Every fifth
 * photograph decides when to stop.
 */
final class FeatureHeads {
  private static final int VALIDATION = 5;

  private final Weights base;
  private final List<String> classes;
  private final FeatureSet float32;
  private final FeatureSet int8;
  private final FeatureSet mixed;
  private final List<Sample> samples = new ArrayList<>();
  private final List<Judged> judged = new ArrayList<>();

  /** The features of one image by both graphs. */
  @SuppressWarnings("ArrayRecordComponent")
  record Pair(float[] float32, float[] int8) {}

  private record Judged(int label, Pair features) {}

  /**
   * Correct answers by head.
   *
   * @param learned number of photographs that each head was trained with
   * @param judged number of photographs that each head was judged on
   * @param float32 trained and judged in float32
   * @param int8 trained in 8-bit integers, judged in float32
   * @param mixed trained on every other image in 8-bit integers, judged in float32
   * @param int8Served trained in float32, judged in 8-bit integers
   */
  record Result(int learned, int judged, int float32, int int8, int mixed, int int8Served) {}

  /**
   * @param base the network of the features
   * @param work directory for them
   */
  FeatureHeads(Weights base, List<String> classes, Preprocessing preprocessing, Path work) {
    this.base = base;
    this.classes = List.copyOf(classes);
    var store = new FeatureStore(new MemoryObjectStore(), "bench", work.resolve("heads"));
    this.float32 = store.open("float32", preprocessing);
    this.int8 = store.open("int8", preprocessing);
    this.mixed = store.open("mixed", preprocessing);
  }

  /** Adds a photograph to learn from. */
  void learn(byte[] file, String label, Pair features) {
    String sha256 = Sha256.hex(file);
    int number = samples.size();
    samples.add(
        new Sample(
            sha256,
            new ImageObject("bench", sha256, file.length, sha256),
            classes.indexOf(label),
            number % VALIDATION == 0 ? Split.VALIDATION : Split.TRAIN));
    add(float32, sha256, features.float32());
    add(int8, sha256, features.int8());
    add(mixed, sha256, number % 2 == 0 ? features.int8() : features.float32());
  }

  private static void add(FeatureSet set, String sha256, float[] features) {
    set.add(sha256, Augmentation.NONE, new PerceptualHash(0, 0, 0, 0), features);
  }

  /** Adds a photograph to judge on. */
  void judge(String label, Pair features) {
    judged.add(new Judged(classes.indexOf(label), features));
  }

  /** Trains the heads and judges them. */
  Result result() {
    DenseHead ofFloat32 = head(float32);
    return new Result(
        samples.size(),
        judged.size(),
        right(ofFloat32, Pair::float32),
        right(head(int8), Pair::float32),
        right(head(mixed), Pair::float32),
        right(ofFloat32, Pair::int8));
  }

  private DenseHead head(FeatureSet set) {
    set.flush();
    var dataset = new TrainingDataset(classes, samples, List.of());
    return new DenseHead(
        new FreezePhase(recipe(), PhaseProgress.Listener.SILENT)
            .run(base, true, dataset, set, new NoCheckpoints())
            .weights());
  }

  private static Recipe recipe() {
    Recipe usual = Recipe.DEFAULT;
    return new Recipe(
        usual.seed(),
        1,
        usual.batchSize(),
        false,
        true,
        Recipe.Head.DEFAULT,
        Recipe.FineTune.NONE,
        usual.gateMargin(),
        usual.base(),
        true,
        usual.judging(),
        0,
        null);
  }

  private int right(DenseHead head, Function<Pair, float[]> side) {
    int right = 0;
    for (Judged image : judged) {
      float[] answer = head.probabilities(FloatBuffer.wrap(side.apply(image.features())));
      right += Argmax.of(answer) == image.label() ? 1 : 0;
    }
    return right;
  }
}
