package dev.weft.classifier.pipeline;

import dev.weft.events.image.RejectionReason;
import dev.weft.imaging.ImageReader;
import dev.weft.imaging.ImageReading;
import dev.weft.imaging.Preprocessing;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads "images" whose first byte is their class, 0 to 9, or the kind of error that reading them
 * causes.
 */
public final class FakeReader implements ImageReader {

  /** How often an image that begins with {@code m} runs out of memory. */
  final AtomicInteger outOfMemory = new AtomicInteger();

  public static byte[] image(int label, String rest) {
    return (label + rest).getBytes(StandardCharsets.UTF_8);
  }

  /** Whether all reads fail, as if a class of the reader were missing. */
  public volatile boolean broken;

  @Override
  public ImageReading read(byte[] bytes, Preprocessing preprocessing, FloatBuffer out) {
    if (broken) {
      throw new NoClassDefFoundError("dev/weft/Reader");
    }
    char first = bytes.length == 0 ? 'n' : (char) bytes[0];
    return switch (first) {
      case 'n' -> new ImageReading.Unreadable(RejectionReason.NOT_AN_IMAGE, "text");
      case 'u' -> new ImageReading.Unreadable(RejectionReason.UNSUPPORTED_FORMAT, "xcf");
      case 'c' -> new ImageReading.Unreadable(RejectionReason.CORRUPT_IMAGE, "ends early");
      case 'l' -> new ImageReading.Unreadable(RejectionReason.TOO_LARGE, "21 MiB");
      case 'p' -> new ImageReading.Unreadable(RejectionReason.TOO_MANY_PIXELS, "60000x60000");
      case 's' -> throw new StackOverflowError("too deep");
      case 'a' -> throw new AssertionError("cannot be");
      case 'k' -> throw new NoClassDefFoundError("dev/weft/Absent");
      case 'i' -> throw new IndexOutOfBoundsException("index 7");
      case 'm' -> {
        if (outOfMemory.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
          throw new OutOfMemoryError("not now");
        }
        yield new ImageReading.Unreadable(RejectionReason.NOT_AN_IMAGE, "text");
      }
      case 'x' ->
          new ImageReading.Unreadable(
              RejectionReason.TOO_EXPENSIVE, "decoding takes more than 100,000,000 steps");
      default -> {
        for (int i = 0; i < preprocessing.tensorLength(); i++) {
          out.put(first - '0');
        }
        yield new ImageReading.Read("fake", 1, 1);
      }
    };
  }
}
