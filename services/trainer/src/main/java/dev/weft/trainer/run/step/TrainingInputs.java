package dev.weft.trainer.run.step;

import dev.weft.base.Sha256;
import dev.weft.events.ModelRef;
import dev.weft.trainer.features.FeatureStore;
import dev.weft.trainer.run.files.Plan;
import dev.weft.trainer.run.files.RunFiles;
import dev.weft.trainer.run.start.LoadedVersion;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a training's weights are made from, in one figure: trainings of which it is the same make
 * the same version. The parent is a part of it only where something of it is taken over; the
 * version that serves, which only judges, is none.
 */
public final class TrainingInputs {
  private TrainingInputs() {}

  /**
   * SHA-256, 64 hex digits.
   *
   * @param manifest id of the data set, which holds images, labels, sides and classes
   * @param takenOver versions of which rows of the head or examples are taken over
   * @param code version of Weft
   */
  public static String of(
      Plan plan, String manifest, LoadedVersion base, List<ModelRef> takenOver, String code) {
    String inputs =
        String.join(
            "\n",
            "1",
            manifest,
            new String(RunFiles.bytes(RunFiles.tree(plan.recipe())), StandardCharsets.UTF_8),
            base.baseId(),
            FeatureStore.id(base.manifest().preprocessing()),
            takenOver.toString(),
            code);
    return Sha256.hex(inputs);
  }
}
