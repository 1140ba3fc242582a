package dev.weft.imaging;

import dev.weft.imaging.pixels.Canvas;
import dev.weft.imaging.pixels.ImageHeader;
import dev.weft.imaging.pixels.UnreadableImageException;
import dev.weft.imaging.resample.Box;
import dev.weft.imaging.resample.ResampledPlane;
import java.util.function.Function;

/** Receives an image's planes and produces the tensor. */
final class TensorCanvas implements Canvas, AutoCloseable {
  /** Keeps a row of any image below 1 MiB; 65,535 is also the largest side of a JPEG. */
  private static final int MAX_SIDE = 65_535;

  private final Function<ImageHeader, TensorTarget> fit;
  private final DecodeLimits limits;
  private final DecodeMemory memory;
  private final DecodeBudget budget;
  private ImageHeader header;
  private TensorTarget target;
  private Layout layout;
  private ResampledPlane[] planes;
  private DecodeMemory.Share share;

  /**
   * @param fit the target for an image's header, called once the header is within the limits
   * @param bytes size of the file in bytes
   */
  TensorCanvas(
      Function<ImageHeader, TensorTarget> fit,
      DecodeLimits limits,
      DecodeMemory memory,
      int bytes) {
    this.fit = fit;
    this.limits = limits;
    this.memory = memory;
    this.budget = new DecodeBudget(bytes, limits.maxTime());
  }

  @Override
  public void begin(ImageHeader found) throws UnreadableImageException {
    int width = found.width();
    int height = found.height();
    if (width < 1 || height < 1) {
      throw UnreadableImageException.corrupt(
          "the header specifies a size of " + width + "x" + height + " pixels");
    }
    if ((long) width * height > limits.maxPixels() || Math.max(width, height) > MAX_SIDE) {
      throw UnreadableImageException.tooManyPixels(
          "the image has %dx%d pixels; at most %,d in total and %,d per side are allowed"
              .formatted(width, height, limits.maxPixels(), MAX_SIDE));
    }
    budget.allow((long) width * height);
    header = found;
    target = fit.apply(found);
    layout = Layout.of(width, height, found.orientation(), target);
    planes = new ResampledPlane[found.model().planes()];
  }

  @Override
  public void reserve(long bytes) throws UnreadableImageException {
    share = memory.take(bytes);
  }

  @Override
  public void work(long steps) throws UnreadableImageException {
    budget.spend(steps);
  }

  @Override
  public double reduction() {
    Box box = layout.box();
    double across = (box.right() - box.left()) * header.width() / layout.width();
    double down = (box.bottom() - box.top()) * header.height() / layout.height();
    return Math.min(across, down);
  }

  @Override
  public Plane plane(int index, int width, int height, double coveredWidth, double coveredHeight) {
    Box box = layout.box().scaled(coveredWidth, coveredHeight);
    planes[index] = new ResampledPlane(width, height, box, layout.width(), layout.height());
    return planes[index];
  }

  ImageHeader header() {
    return header;
  }

  TensorTarget target() {
    return target;
  }

  /** The tensor, {@code [3, height, width]}. */
  float[] tensor() {
    float[][][] samples = new float[planes.length][][];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = planes[i].result();
    }
    return TensorWriter.write(samples, header, layout, target);
  }

  @Override
  public void close() {
    if (share != null) {
      share.close();
    }
  }
}
