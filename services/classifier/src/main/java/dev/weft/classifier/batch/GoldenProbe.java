package dev.weft.classifier.batch;

import dev.weft.classifier.inflight.Inference;
import dev.weft.classifier.inflight.ServingModel;
import dev.weft.events.model.ServingRole;
import dev.weft.modelstore.GoldenCase;
import java.nio.FloatBuffer;

/**
 * Runs a version that has failed on images on the golden input that it was checked with when it was
 * loaded.
 */
final class GoldenProbe {

  private GoldenProbe() {}

  /**
   * Runs the golden input alone.
   *
   * @throws RuntimeException or an {@link Error} of the engine if it fails on that too, or returns
   *     logits that are not finite: then no image is at fault
   */
  static void require(ServingModel model) {
    var size = model.preprocessing();
    FloatBuffer image = GoldenCase.images(1, size.height(), size.width());
    Inference.run(model, ServingRole.PRIMARY, image, 1);
  }
}
