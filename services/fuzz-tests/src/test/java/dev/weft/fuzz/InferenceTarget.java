package dev.weft.fuzz;

import dev.weft.classifier.protocol.InferenceRequest;
import dev.weft.classifier.protocol.InvalidRequestException;
import dev.weft.classifier.protocol.RequestReader;

/**
 * A request of the Open Inference Protocol. The first line is the value of the header with the
 * JSON's length; an empty line stands for no header.
 */
final class InferenceTarget implements Target {
  private static final int MAX_IMAGES = 16;

  @Override
  public void read(byte[] input) {
    Lines lines = new Lines(input);
    String header = lines.next();
    try {
      InferenceRequest request =
          RequestReader.read(lines.rest(), header.isEmpty() ? null : header, MAX_IMAGES);
      if (request.images().isEmpty() || request.images().size() > MAX_IMAGES) {
        throw new AssertionError("a request of " + request.images().size() + " images");
      }
    } catch (InvalidRequestException refused) {
      // Documented exception.
    }
  }
}
