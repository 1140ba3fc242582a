package dev.weft.classifier.protocol;

import static dev.weft.classifier.protocol.InvalidRequestException.invalid;

import dev.weft.classifier.inflight.ServingModel;
import dev.weft.classifier.inflight.SynchronousInput;
import dev.weft.imaging.Preprocessing;
import dev.weft.imaging.Scaling;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/**
 * A valid request, not yet checked against a version.
 *
 * @param id null if the client gave none
 * @param images at least one
 * @param size of the tensors; null if the images are files
 * @param outputs the requested tensors in their order, and whether each is requested as binary
 *     data; if none was named, all that there are
 * @param areNamed whether they were named, so that a missing one is an error
 */
public record InferenceRequest(
    String id,
    List<SynchronousInput> images,
    Size size,
    Map<Output, Boolean> outputs,
    boolean areNamed) {

  /** Allowance for rounding in a pixel's value. */
  private static final float TOLERANCE = 1e-3f;

  /** Size of tensors, in pixels. */
  public record Size(long height, long width) {}

  /**
   * Checks outputs and tensors against the version that is to run. Values outside of an image's
   * range are rejected: they may make the network overflow, which would affect other images of the
   * batch.
   *
   * @throws InvalidRequestException if the shape or a value is wrong, or the version lacks an
   *     output
   */
  public void check(ServingModel model) {
    for (Output output : outputs.keySet()) {
      if (areNamed && !output.isGivenBy(model)) {
        throw invalid(
            "%s does not have the output %s; its outputs are %s",
            model.ref(), output.tensor(), Output.of(model).stream().map(Output::tensor).toList());
      }
    }
    if (size == null) {
      return;
    }
    Preprocessing preprocessing = model.preprocessing();
    if (size.height() != preprocessing.height() || size.width() != preprocessing.width()) {
      throw invalid(
          "%s requires pixels of shape [n, 3, %d, %d], not [n, 3, %d, %d]",
          model.ref(), preprocessing.height(), preprocessing.width(), size.height(), size.width());
    }
    float least = preprocessing.scaling() == Scaling.MINUS_ONE_TO_ONE ? -1 : 0;
    for (int i = 0; i < images.size(); i++) {
      check(i, ((SynchronousInput.Tensor) images.get(i)).values(), least);
    }
  }

  private static void check(int index, FloatBuffer values, float least) {
    for (int i = values.position(); i < values.limit(); i++) {
      float value = values.get(i);
      // Also true of NaN.
      if (!(value >= least - TOLERANCE && value <= 1 + TOLERANCE)) {
        throw invalid(
            "image %d: pixel values must be in %s..1, as specified by the version's preprocessing,"
                + " but value %d is %s",
            index, (int) least, i - values.position(), value);
      }
    }
  }
}
