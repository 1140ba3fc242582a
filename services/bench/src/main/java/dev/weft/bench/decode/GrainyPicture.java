package dev.weft.bench.decode;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;

/**
 * A generated picture with edges at all scales, soft light and grain, which compresses like a
 * photograph.
 */
final class GrainyPicture {
  private static final float QUALITY = 0.9f;

  private GrainyPicture() {}

  static byte[] jpeg(int width, int height) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (var output = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(output);
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(QUALITY);
      writer.write(null, new IIOImage(draw(width, height), null, null), param);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static BufferedImage draw(int width, int height) {
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    Random random = new Random(1);
    double unit = Math.min(width, height) / 300.0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double u = x / unit;
        double v = y / unit;
        double light = 130 + 60 * Math.sin(u / 41) * Math.cos(v / 29);
        double edge = (int) (u / 23 + Math.sin(v / 17) * 2) % 2 == 0 ? 30 : -30;
        double grain = 4 * random.nextGaussian();
        int red = clamp(light + edge + grain);
        int green = clamp(light * 0.9 + edge * 0.7 + grain);
        int blue = clamp(light * 0.7 - edge * 0.4 + grain + 20);
        pixels[y * width + x] = red << 16 | green << 8 | blue;
      }
    }
    return image;
  }

  private static int clamp(double value) {
    return (int) Math.max(0, Math.min(255, value));
  }
}
