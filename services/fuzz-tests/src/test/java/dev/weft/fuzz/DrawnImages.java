package dev.weft.fuzz;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;

/** Small images as the JDK writes them, of the kinds that are missing in the fixtures. */
final class DrawnImages {
  private DrawnImages() {}

  /** Files by name; names start with the target. */
  static Map<String, byte[]> all() {
    Map<String, byte[]> files = new TreeMap<>();
    int[] types = {
      BufferedImage.TYPE_INT_RGB,
      BufferedImage.TYPE_INT_ARGB,
      BufferedImage.TYPE_BYTE_GRAY,
      BufferedImage.TYPE_USHORT_GRAY,
      BufferedImage.TYPE_BYTE_INDEXED,
      BufferedImage.TYPE_BYTE_BINARY
    };
    for (int type : types) {
      files.put("png-" + type, write(type, "png", false));
      files.put("png-interlaced-" + type, write(type, "png", true));
      if (type != BufferedImage.TYPE_INT_ARGB && type != BufferedImage.TYPE_USHORT_GRAY) {
        files.put("bmp-" + type, write(type, "bmp", false));
        files.put("gif-" + type, write(type, "gif", type == BufferedImage.TYPE_BYTE_GRAY));
      }
    }
    return files;
  }

  private static byte[] write(int type, String format, boolean progressive) {
    BufferedImage image = new BufferedImage(19, 11, type);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        image.setRGB(x, y, x * 0x0c0b0a0d + y * 0x15010203);
      }
    }
    var bytes = new ByteArrayOutputStream();
    var writer = ImageIO.getImageWritersByFormatName(format).next();
    try (var output = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(output);
      ImageWriteParam param = writer.getDefaultWriteParam();
      if (param.canWriteProgressive()) {
        param.setProgressiveMode(
            progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
      }
      writer.write(null, new IIOImage(image, null, null), param);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
