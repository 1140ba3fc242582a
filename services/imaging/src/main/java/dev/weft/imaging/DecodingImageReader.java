package dev.weft.imaging;

import dev.weft.events.image.RejectionReason;
import dev.weft.imaging.pixels.ImageHeader;
import dev.weft.imaging.pixels.UnreadableImageException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Checks the size, selects and runs the decoder, and converts its outcome to a result. */
final class DecodingImageReader implements ImageReader, PictureReader {
  private static final int MAX_PICTURE = 4096;

  private final DecodeLimits limits;
  private final DecodeMemory memory;

  DecodingImageReader(DecodeLimits limits, DecodeMemory memory) {
    this.limits = limits;
    this.memory = memory;
  }

  @Override
  public ImageReading read(byte[] bytes, Preprocessing preprocessing, FloatBuffer out) {
    TensorTarget target = TensorTarget.of(preprocessing);
    return decode(bytes, header -> target, (same, tensor) -> out.put(tensor));
  }

  @Override
  public PictureReading picture(byte[] bytes, int longest) {
    return picture(bytes, longest, header -> TensorTarget.picture(header, longest));
  }

  @Override
  public PictureReading preview(byte[] bytes, int longest) {
    return picture(bytes, longest, header -> TensorTarget.preview(header, longest));
  }

  private PictureReading picture(
      byte[] bytes, int longest, Function<ImageHeader, TensorTarget> fit) {
    if (longest < 1 || longest > MAX_PICTURE) {
      throw new IllegalArgumentException(
          "the longer side of a picture must have 1 to "
              + MAX_PICTURE
              + " pixels, but has "
              + longest);
    }
    List<Picture> seen = new ArrayList<>(1);
    ImageReading reading =
        decode(bytes, fit, (target, tensor) -> seen.add(Picture.of(target, tensor)));
    return reading instanceof ImageReading.Unreadable why
        ? new PictureReading.Unreadable(why)
        : new PictureReading.Seen(seen.get(0));
  }

  /**
   * @param sink receives the decoded image; not called unless the result is {@link
   *     ImageReading.Read}
   */
  private ImageReading decode(
      byte[] bytes,
      Function<ImageHeader, TensorTarget> fit,
      BiConsumer<TensorTarget, float[]> sink) {
    if (bytes.length > limits.maxBytes()) {
      return new ImageReading.Unreadable(
          RejectionReason.TOO_LARGE,
          "the file has %,d bytes; at most %,d are allowed"
              .formatted(bytes.length, limits.maxBytes()));
    }
    float[] tensor;
    TensorTarget target;
    ImageHeader header;
    try (TensorCanvas canvas = new TensorCanvas(fit, limits, memory, bytes.length)) {
      Sniffer.decoderOf(bytes).decode(bytes, canvas);
      tensor = canvas.tensor();
      target = canvas.target();
      header = canvas.header();
    } catch (UnreadableImageException e) {
      return new ImageReading.Unreadable(e.reason(), e.getMessage());
    } catch (RuntimeException | StackOverflowError e) {
      // An unexpected exception of a decoder is caused by the file, and affects this image only.
      return new ImageReading.Unreadable(
          RejectionReason.CORRUPT_IMAGE, "the image cannot be decoded: " + e);
    }
    sink.accept(target, tensor);
    return new ImageReading.Read(header.format(), header.width(), header.height());
  }
}
