package dev.weft.events.image;

/**
 * Time spent on one image by stage, in seconds. A negative time, which clock skew between hosts can
 * produce, counts as 0.
 *
 * @param queueSeconds from the upload event's time to the start of the fetch
 * @param fetchSeconds reading the bytes from the object store
 * @param decodeSeconds decoding the bytes into a tensor
 * @param inferSeconds the engine's run of the batch that held the image
 */
public record Timings(
    double queueSeconds, double fetchSeconds, double decodeSeconds, double inferSeconds) {

  public Timings {
    queueSeconds = seconds("queueSeconds", queueSeconds);
    fetchSeconds = seconds("fetchSeconds", fetchSeconds);
    decodeSeconds = seconds("decodeSeconds", decodeSeconds);
    inferSeconds = seconds("inferSeconds", inferSeconds);
  }

  private static double seconds(String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(name + " must be a number, but is " + value);
    }
    return value > 0 ? value : 0;
  }
}
