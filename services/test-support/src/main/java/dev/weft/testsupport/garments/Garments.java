package dev.weft.testsupport.garments;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * Draws clothes: the ten classes of the starter model in flat colours and patterns, on varied
 * backgrounds. The same seed gives the same pictures. Needs no display and nothing but the JDK.
 *
 * <p>They are drawings: a model trained on photographs may misclassify any of them.
 */
public final class Garments {

  /** The classes, in the starter model's order. */
  public static final List<String> LABELS =
      List.of(
          "dress",
          "hat",
          "longsleeve",
          "outwear",
          "pants",
          "shirt",
          "shoes",
          "shorts",
          "skirt",
          "t-shirt");

  /** Width of each picture in pixels. */
  public static final int WIDTH = 400;

  /** Height of each picture in pixels. */
  public static final int HEIGHT = 533;

  private final long seed;

  private Garments(long seed) {
    this.seed = seed;
  }

  /** Creates garments that depend on a seed. */
  public static Garments seeded(long seed) {
    return new Garments(seed);
  }

  /** Returns the first {@code count} pictures, with the classes in turn. */
  public Stream<Garment> first(int count) {
    return Stream.iterate(0, i -> i + 1).limit(count).map(this::draw);
  }

  /** Returns the picture at {@code index}, from 0, of class {@code LABELS.get(index % 10)}. */
  public Garment draw(int index) {
    return draw(LABELS.get(Math.floorMod(index, LABELS.size())), index);
  }

  /**
   * Returns a picture of a class.
   *
   * @param label one of {@link #LABELS}
   * @param index number of the picture for this seed and class
   * @throws IllegalArgumentException if there is no such class
   */
  public Garment draw(String label, int index) {
    return new Garment(label, "%s-%04d.jpg".formatted(label, index), jpeg(picture(label, index)));
  }

  private BufferedImage picture(String label, int index) {
    Silhouette silhouette = Silhouette.of(label);
    Random random = new Random(seed * 1_000_003L + index * 7_919L + label.hashCode());
    random.nextInt();
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = image.createGraphics();
    canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    canvas.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    Color cloth = Fabric.colour(random);
    Backdrop.paint(canvas, WIDTH, HEIGHT, cloth, random);
    canvas.transform(pose(random));
    shadow(canvas, silhouette.outline());
    Fabric.random(cloth, random).fill(canvas, silhouette.outline());
    silhouette.drawDetails(canvas, cloth);
    canvas.dispose();
    return image;
  }

  /** Transforms the silhouettes' 300x400 units to the canvas, slightly off centre and rotated. */
  private static AffineTransform pose(Random random) {
    AffineTransform pose = new AffineTransform();
    double scale = 1.05 + 0.2 * random.nextDouble();
    pose.translate(
        WIDTH / 2.0 + 16 * random.nextGaussian(), HEIGHT / 2.0 + 14 * random.nextGaussian());
    pose.rotate(Math.toRadians(Math.max(-9, Math.min(9, 4 * random.nextGaussian()))));
    pose.scale(scale * (random.nextBoolean() ? 1 : -1), scale);
    pose.translate(-150, -200);
    return pose;
  }

  private static void shadow(Graphics2D canvas, Shape outline) {
    canvas.setColor(new Color(0, 0, 0, 14));
    for (int i = 1; i <= 6; i++) {
      canvas.translate(1.2, 1.6);
      canvas.fill(outline);
    }
    canvas.translate(-7.2, -9.6);
  }

  private static byte[] jpeg(BufferedImage image) {
    var bytes = new ByteArrayOutputStream(64 << 10);
    try {
      ImageIO.write(image, "jpeg", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("drawing into memory failed", e);
    }
    return bytes.toByteArray();
  }
}
