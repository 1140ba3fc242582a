package dev.weft.features;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One augmentation of an image: unchanged, mirrored, or one of its random crops. A crop is
 * determined by the image's bytes and its number, so that its features can be cached across
 * trainings.
 *
 * @param number 0 for the unchanged image, 1 for the mirrored one, 2 and above for crops
 */
public record Augmentation(int number) {
  /** The unchanged image. */
  public static final Augmentation NONE = new Augmentation(0);

  /** Left and right swapped. */
  public static final Augmentation MIRRORED = new Augmentation(1);

  /** Smallest share of an image that a crop covers. */
  private static final double SMALLEST = 0.4;

  /** Largest change of the aspect ratio by a crop. */
  private static final double STRETCH = 4.0 / 3;

  public Augmentation {
    if (number < 0) {
      throw new IllegalArgumentException(
          "the number of an augmentation must be at least 0, but is " + number);
    }
  }

  /**
   * Returns the augmentations of an image.
   *
   * @param mirrored whether to include the mirrored image
   * @param crops number of crops
   */
  public static List<Augmentation> of(boolean mirrored, int crops) {
    List<Augmentation> all = new ArrayList<>();
    all.add(NONE);
    if (mirrored) {
      all.add(MIRRORED);
    }
    for (int i = 0; i < crops; i++) {
      all.add(new Augmentation(2 + i));
    }
    return List.copyOf(all);
  }

  /** Whether this is a crop. */
  boolean isCrop() {
    return number > 1;
  }

  /**
   * Writes the augmented image.
   *
   * @param image planar, {@code [3, height, width]}
   * @param sha256 the SHA-256 of the image's bytes
   * @param target written at its position, which is advanced
   */
  void write(float[] image, int height, int width, String sha256, FloatBuffer target) {
    if (isCrop()) {
      crop(image, height, width, sha256, target);
    } else if (equals(MIRRORED)) {
      resample(image, height, width, new Box(width, 0, -width, height), target);
    } else {
      target.put(image, 0, 3 * height * width);
    }
  }

  private void crop(float[] image, int height, int width, String sha256, FloatBuffer target) {
    var random =
        new SplittableRandom(HexFormat.fromHexDigitsToLong(sha256, 0, 16) + number * 0x9E3779B9L);
    double share = SMALLEST + (1 - SMALLEST) * random.nextDouble();
    double stretch = Math.exp((2 * random.nextDouble() - 1) * Math.log(STRETCH));
    double boxWidth = Math.min(width, width * Math.sqrt(share * stretch));
    double boxHeight = Math.min(height, height * Math.sqrt(share / stretch));
    double left = random.nextDouble() * (width - boxWidth);
    double top = random.nextDouble() * (height - boxHeight);
    Box box =
        random.nextBoolean()
            ? new Box(left + boxWidth, top, -boxWidth, boxHeight)
            : new Box(left, top, boxWidth, boxHeight);
    resample(image, height, width, box, target);
  }

  /**
   * The part of an image that is used, in pixels.
   *
   * @param width negative to mirror it, extending from {@code left} to the left
   */
  private record Box(double left, double top, double width, double height) {}

  /** Bilinear; crops are never scaled down, so that no pixels are skipped. */
  private static void resample(float[] image, int height, int width, Box box, FloatBuffer target) {
    int[] columns = new int[width];
    float[] right = new float[width];
    for (int x = 0; x < width; x++) {
      double at = between(box.left() + (x + 0.5) * box.width() / width - 0.5, width);
      columns[x] = Math.min((int) at, Math.max(0, width - 2));
      right[x] = (float) (at - columns[x]);
    }
    float[] row = new float[width];
    int next = width > 1 ? 1 : 0;
    for (int plane = 0; plane < 3; plane++) {
      for (int y = 0; y < height; y++) {
        double at = between(box.top() + (y + 0.5) * box.height() / height - 0.5, height);
        int above = Math.min((int) at, Math.max(0, height - 2));
        float below = (float) (at - above);
        int upper = (plane * height + above) * width;
        int lower = height > 1 ? upper + width : upper;
        for (int x = 0; x < width; x++) {
          int column = columns[x];
          float top = mix(image[upper + column], image[upper + column + next], right[x]);
          float bottom = mix(image[lower + column], image[lower + column + next], right[x]);
          row[x] = mix(top, bottom, below);
        }
        target.put(row);
      }
    }
  }

  private static double between(double at, int size) {
    return Math.max(0, Math.min(size - 1, at));
  }

  private static float mix(float one, float other, float share) {
    return share == 0 ? one : one + share * (other - one);
  }
}
