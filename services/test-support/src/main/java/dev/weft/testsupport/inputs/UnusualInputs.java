package dev.weft.testsupport.inputs;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;

/** Files that look wrong, or that no camera produces, but are valid images. */
public final class UnusualInputs {

  private static final int SIDE = 48;

  private UnusualInputs() {}

  /** Returns the files by descriptive names. */
  public static Map<String, byte[]> all() {
    Map<String, byte[]> all = new LinkedHashMap<>();
    all.put("cmyk.jpg", cmyk());
    all.put("gray.png", encoded("png", BufferedImage.TYPE_BYTE_GRAY));
    all.put("transparent.png", encoded("png", BufferedImage.TYPE_INT_ARGB));
    all.put("animated.gif", animated());
    all.put("png-named.jpg", Drawn.file("png"));
    all.put("one-pixel.png", onePixel());
    all.put("with-archive-behind.png", Bytes.join(Drawn.file("png"), text("PK\u0003\u0004")));
    all.put("with-script-behind.gif", Bytes.join(Drawn.file("gif"), text("<script>alert(1)")));
    all.put("orientation-99.jpg", Exif.oriented(Drawn.file("jpeg"), 99, true));
    return all;
  }

  /** Returns a PNG that is completely white. */
  public static byte[] white() {
    var image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    var graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, SIDE, SIDE);
    graphics.dispose();
    return written(ImageIO.getImageWritersByFormatName("png").next(), to -> to.write(image));
  }

  /** CMYK, as for printing. */
  private static byte[] cmyk() {
    var raster = Raster.createInterleavedRaster(0, SIDE, SIDE, 4, null);
    var random = new Random(7);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        raster.setPixel(x, y, new int[] {random.nextInt(256), 4 * x, 5 * y, 20});
      }
    }
    return written(
        ImageIO.getImageWritersByFormatName("jpeg").next(),
        writer -> writer.write(new IIOImage(raster, null, null)));
  }

  private static byte[] animated() {
    return written(
        ImageIO.getImageWritersByFormatName("gif").next(),
        writer -> {
          var type =
              ImageTypeSpecifier.createFromBufferedImageType(BufferedImage.TYPE_BYTE_INDEXED);
          writer.prepareWriteSequence(writer.getDefaultStreamMetadata(null));
          for (int frame = 0; frame < 3; frame++) {
            var image = type.createBufferedImage(SIDE, SIDE);
            image.setRGB(frame, frame, 0xff0000);
            writer.writeToSequence(new IIOImage(image, null, null), null);
          }
          writer.endWriteSequence();
        });
  }

  private static byte[] onePixel() {
    return encoded("png", BufferedImage.TYPE_INT_RGB, 1);
  }

  private static byte[] encoded(String format, int type) {
    return encoded(format, type, SIDE);
  }

  private static byte[] encoded(String format, int type, int side) {
    var image = new BufferedImage(side, side, type);
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        image.setRGB(x, y, 0x80402010 + 4 * x);
      }
    }
    return written(
        ImageIO.getImageWritersByFormatName(format).next(), writer -> writer.write(image));
  }

  /** Writes one or more images. */
  private interface Writing {
    void to(ImageWriter writer) throws IOException;
  }

  private static byte[] written(ImageWriter writer, Writing writing) {
    var bytes = new ByteArrayOutputStream();
    try (var out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writing.to(writer);
    } catch (IOException e) {
      throw new UncheckedIOException("writing into memory failed", e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
