package dev.weft.xception.engine;

import dev.weft.modelstore.GoldenCase;
import dev.weft.modelstore.ModelFiles;
import java.nio.FloatBuffer;

/** Runs the golden input at the batch sizes that an engine will serve, and compares the logits. */
public final class GoldenCheck {
  private final GoldenCase golden;
  private final ModelFiles files;

  public GoldenCheck(GoldenCase golden, ModelFiles files) {
    if (golden.logits().length != files.classes()) {
      throw new EngineException(
          "The golden case has %d logits, but the model has %d classes"
              .formatted(golden.logits().length, files.classes()));
    }
    this.golden = golden;
    this.files = files;
  }

  /**
   * @throws EngineException naming the first logit that deviates too far
   */
  public void require(Engine engine, int maxBatch, double tolerance) {
    FloatBuffer images = images(files, maxBatch);
    require(engine, images, 1, tolerance);
    if (maxBatch > 1) {
      require(engine, images, maxBatch, tolerance);
    }
  }

  private void require(Engine engine, FloatBuffer images, int n, double tolerance) {
    int length = 3 * files.height() * files.width();
    require(engine.infer(images.duplicate().limit(n * length), n), tolerance);
  }

  /**
   * Checks logits that have already been computed.
   *
   * @param found the logits for the golden input, {@code [n][classes]}
   */
  public void require(float[][] found, double tolerance) {
    float[] expected = golden.logits();
    for (int image = 0; image < found.length; image++) {
      if (found[image].length != expected.length) {
        throw new EngineException(
            "the golden check failed at batch %d: %d logits instead of %d"
                .formatted(found.length, found[image].length, expected.length));
      }
      for (int c = 0; c < expected.length; c++) {
        float off = Math.abs(found[image][c] - expected[c]);
        if (!(off <= tolerance)) {
          throw new EngineException(
              "the golden check failed at batch %d: logit %d of image %d is %s instead of %s"
                  .formatted(found.length, c, image, found[image][c], expected[c]));
        }
      }
    }
  }

  /** Returns the golden input at the network's size. */
  public static FloatBuffer images(ModelFiles files, int n) {
    return GoldenCase.images(n, files.height(), files.width());
  }
}
