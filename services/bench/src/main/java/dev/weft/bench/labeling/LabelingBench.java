package dev.weft.bench.labeling;

import dev.weft.bench.labeling.LabelingRun.Rounds;
import dev.weft.bench.setup.LabeledPhotos;
import dev.weft.bench.setup.Narration;
import dev.weft.gateway.labels.LabelQueue;
import dev.weft.imaging.Preprocessing;
import dev.weft.modelstore.reference.FeatureProjection;
import dev.weft.trainer.dataset.LabeledImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Runs the comparison, with the same photographs and seeds for each strategy. */
final class LabelingBench {
  private static final int COPIED = 100;

  private final Narration narration;
  private final String engine;

  LabelingBench(Narration narration, String engine) {
    this.narration = narration;
    this.engine = engine;
  }

  /**
   * Runs the comparison.
   *
   * @param kept folder of cached features
   * @param seeds number of runs of each strategy
   */
  LabelingResult run(
      LabeledPhotos toLabel, LabeledPhotos toJudge, Path kept, Rounds rounds, int seeds)
      throws IOException {
    LabeledPhotos copied = Copies.of(toLabel, COPIED);
    PooledPhotos photos =
        PooledPhotos.of(List.of(toJudge, toLabel, copied), kept, engine, narration);
    List<LabeledImage> judges = photos.among(toJudge);
    List<LabeledImage> pool = photos.among(toLabel);
    FeatureProjection projection = FeatureProjection.of(photos.baseId(), Preprocessing.XCEPTION);
    LabelingRun run = new LabelingRun(photos, pool, judges, projection, rounds);
    Map<Chooser, List<List<Score>>> courses = new EnumMap<>(Chooser.class);
    for (Chooser chooser : Chooser.values()) {
      courses.put(chooser, new ArrayList<>());
    }
    for (int seed = 1; seed <= seeds; seed++) {
      for (Chooser chooser : Chooser.values()) {
        narration.step("seed %d of %d: labels %s".formatted(seed, seeds, chooser.words()));
        courses.get(chooser).add(run.run(chooser, seed));
      }
    }
    return new LabelingResult(
        pool.size(),
        judges.size(),
        run.rarest(),
        courses,
        SketchFidelity.of(
            photos, pool, photos.among(copied), projection, LabelQueue.NEAR_DUPLICATE),
        QueueCost.measure());
  }
}
