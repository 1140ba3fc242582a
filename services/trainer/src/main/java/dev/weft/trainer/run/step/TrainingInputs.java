package dev.weft.trainer.run.step;

import dev.weft.base.Sha256;
import dev.weft.events.ModelRef;
import dev.weft.features.FeatureStore;
import dev.weft.trainer.run.files.Plan;
import dev.weft.trainer.run.files.RunFiles;
import dev.weft.trainer.run.start.LoadedVersion;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A digest of everything that determines a training's weights: trainings with the same digest
 * produce the same version. The parent is included only if something of it is inherited; the
 * serving version, which is only compared with, is not.
 */
public final class TrainingInputs {
  private TrainingInputs() {}

  /**
   * Returns the SHA-256, 64 hex digits.
   *
   * @param manifest id of the data set, which covers images, labels, splits and classes
   * @param takenOver versions from which rows of the head or examples are taken
   * @param code the version of Weft
   */
  public static String of(
      Plan plan, String manifest, LoadedVersion base, List<ModelRef> takenOver, String code) {
    String inputs =
        String.join(
            "\n",
            "1",
            manifest,
            new String(
                RunFiles.bytes(RunFiles.tree(plan.recipe().withoutInputSize())),
                StandardCharsets.UTF_8),
            base.baseId(),
            // With the input size, whether it was requested or that of the version continued.
            FeatureStore.id(base.preprocessing()),
            takenOver.toString(),
            code);
    return Sha256.hex(inputs);
  }
}
