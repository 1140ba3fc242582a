package dev.weft.imaging;

import dev.weft.imaging.pixels.ImageHeader;
import dev.weft.imaging.pixels.UnreadableImageException;
import java.nio.FloatBuffer;

/** Checks the length, finds the decoder, runs it, and says how it ended. */
final class DecodingImageReader implements ImageReader {
  private final DecodeLimits limits;
  private final DecodeMemory memory;

  DecodingImageReader(DecodeLimits limits, DecodeMemory memory) {
    this.limits = limits;
    this.memory = memory;
  }

  @Override
  public ImageReading read(byte[] bytes, Preprocessing preprocessing, FloatBuffer out) {
    if (bytes.length > limits.maxBytes()) {
      return new ImageReading.TooLarge(
          "%,d bytes; %,d are allowed".formatted(bytes.length, limits.maxBytes()));
    }
    float[] tensor;
    ImageHeader header;
    try (TensorCanvas canvas = new TensorCanvas(preprocessing, limits, memory)) {
      Sniffer.decoderOf(bytes).decode(bytes, canvas);
      tensor = canvas.tensor();
      header = canvas.header();
    } catch (UnreadableImageException e) {
      return result(e);
    } catch (RuntimeException | StackOverflowError e) {
      // A decoder met what it was not made for: that is the file's fault, and costs one image.
      return new ImageReading.Corrupt("the image cannot be decoded: " + e);
    }
    out.put(tensor);
    return new ImageReading.Read(header.format(), header.width(), header.height());
  }

  private static ImageReading result(UnreadableImageException e) {
    return switch (e.fault()) {
      case NOT_AN_IMAGE -> new ImageReading.NotAnImage(e.getMessage());
      case UNSUPPORTED_FORMAT -> new ImageReading.UnsupportedFormat(e.getMessage());
      case CORRUPT -> new ImageReading.Corrupt(e.getMessage());
      case TOO_MANY_PIXELS -> new ImageReading.TooManyPixels(e.getMessage());
    };
  }
}
