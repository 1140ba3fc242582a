package dev.weft.fuzz;

import dev.weft.imaging.DecodeLimits;
import dev.weft.imaging.ImageReader;
import dev.weft.imaging.ImageReaders;
import dev.weft.imaging.ImageReading;
import dev.weft.imaging.Preprocessing;
import dev.weft.imaging.Resize;
import dev.weft.imaging.Scaling;
import java.nio.FloatBuffer;

/** One decoder. Inputs with the signature of another format are skipped. */
final class ImageTarget implements Target {
  static final long MAX_PIXELS = 1L << 20;

  /** Small, so that the JPEG decoder scales blocks to every size. */
  private static final Preprocessing SMALL =
      new Preprocessing(71, 71, Resize.CROP, Scaling.ZERO_TO_ONE);

  private final ImageReader reader = ImageReaders.create(new DecodeLimits(1 << 20, MAX_PIXELS));
  private final FloatBuffer out = FloatBuffer.allocate(SMALL.tensorLength());
  private final String format;

  ImageTarget(String format) {
    this.format = format;
  }

  @Override
  public void read(byte[] input) {
    if (!begins(input)) {
      return;
    }
    ImageReading reading = reader.read(input, SMALL, out.clear());
    if (reading instanceof ImageReading.Read read && !read.format().equals(format)) {
      throw new AssertionError("a " + format + " was read as " + read);
    }
    if (reading instanceof ImageReading.Read) {
      requireInRange();
    }
  }

  private void requireInRange() {
    for (int i = 0; i < SMALL.tensorLength(); i++) {
      float value = out.get(i);
      if (!(value >= -0.001f && value <= 1.001f)) {
        throw new AssertionError("value " + i + " of the tensor is " + value);
      }
    }
  }

  private boolean begins(byte[] input) {
    if (input.length < 4) {
      return false;
    }
    int head = (input[0] & 0xff) << 8 | input[1] & 0xff;
    return switch (format) {
      case "jpeg" -> head == 0xffd8;
      case "png" -> head == 0x8950;
      case "gif" -> head == 0x4749;
      case "bmp" -> head == 0x424d;
      case "webp" -> head == 0x5249;
      default -> head == 0x4949 || head == 0x4d4d;
    };
  }
}
