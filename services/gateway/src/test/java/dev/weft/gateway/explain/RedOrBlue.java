package dev.weft.gateway.explain;

import dev.weft.events.ModelRef;
import dev.weft.imaging.Preprocessing;
import dev.weft.imaging.Resize;
import dev.weft.imaging.Scaling;
import dev.weft.modelstore.BundleFile;
import dev.weft.modelstore.ModelManifest;
import dev.weft.modelstore.Origin;
import dev.weft.xception.explain.ClassMaps;
import dev.weft.xception.network.FeatureAxis;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** A model that sees how red or how blue each place is, and a picture with both colours. */
final class RedOrBlue {
  static final int SIDE = 96;
  static final int CELLS = 3;
  static final Preprocessing STRETCHED = input(Resize.STRETCH);

  private RedOrBlue() {}

  static Preprocessing input(Resize resize) {
    return new Preprocessing(SIDE, SIDE, resize, Scaling.ZERO_TO_ONE);
  }

  static ExplainedVersion version(ModelRef model, Runnable close) {
    return new ExplainedVersion(manifest(model), RedOrBlue::maps, close);
  }

  /** Each cell is ten times the colour of the pixel at its position; there is no bias. */
  static ClassMaps maps(FloatBuffer image) {
    FeatureAxis axis = FeatureAxis.of(SIDE);
    float[][][] maps = new float[2][CELLS][CELLS];
    float[] logits = new float[2];
    for (int c = 0; c < 2; c++) {
      for (int cell = 0; cell < CELLS * CELLS; cell++) {
        int y = axis.first() + cell / CELLS * axis.step();
        int x = axis.first() + cell % CELLS * axis.step();
        float value = 10 * image.get((2 * c * SIDE + y) * SIDE + x);
        maps[c][cell / CELLS][cell % CELLS] = value;
        logits[c] += value / (CELLS * CELLS);
      }
    }
    return new ClassMaps(logits, maps);
  }

  /** A picture that is red on the left, and blue from {@code share} of the width on. */
  static byte[] png(int width, int height, double share) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.RED);
    graphics.fillRect(0, 0, width, height);
    graphics.setColor(Color.BLUE);
    graphics.fillRect((int) (share * width), 0, width, height);
    graphics.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static ModelManifest manifest(ModelRef model) {
    BundleFile file = new BundleFile(1, "a".repeat(64));
    return new ModelManifest(
        ModelManifest.FORMAT,
        model.name(),
        model.version(),
        Instant.EPOCH,
        List.of("red", "blue"),
        STRETCHED,
        List.of(0f, 0f),
        Map.of(ModelManifest.ONNX, file, ModelManifest.WEIGHTS, file),
        Origin.imported("test", "none", null),
        null);
  }
}
