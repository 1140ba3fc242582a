package dev.weft.classifier.pipeline;

import dev.weft.imaging.ImageReader;
import dev.weft.imaging.ImageReading;
import dev.weft.imaging.Preprocessing;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;

/** Reads "images" whose first byte is their class, 0 to 9, or says what is wrong with them. */
final class FakeReader implements ImageReader {

  static byte[] image(int label, String rest) {
    return (label + rest).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public ImageReading read(byte[] bytes, Preprocessing preprocessing, FloatBuffer out) {
    char first = bytes.length == 0 ? 'n' : (char) bytes[0];
    return switch (first) {
      case 'n' -> new ImageReading.NotAnImage("text");
      case 'u' -> new ImageReading.UnsupportedFormat("xcf");
      case 'c' -> new ImageReading.Corrupt("ends early");
      case 'l' -> new ImageReading.TooLarge("21 MiB");
      case 'p' -> new ImageReading.TooManyPixels("60000x60000");
      default -> {
        for (int i = 0; i < preprocessing.tensorLength(); i++) {
          out.put(first - '0');
        }
        yield new ImageReading.Read("fake", 1, 1);
      }
    };
  }
}
