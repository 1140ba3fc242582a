package dev.weft.testsupport.inputs;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;

/** JPEGs with an orientation in their EXIF data. */
public final class Exif {

  /** The stored picture is displayed rotated by 90 degrees clockwise. */
  public static final int QUARTER_TURN = 6;

  private Exif() {}

  /**
   * Returns a picture with an orientation.
   *
   * @param orientation 1 to 8 if valid
   * @param little in little-endian byte order
   */
  public static byte[] oriented(byte[] jpeg, int orientation, boolean little) {
    ByteBuffer tiff = ByteBuffer.allocate(26);
    tiff.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    tiff.put((little ? "II" : "MM").getBytes(StandardCharsets.US_ASCII)).putShort((short) 42);
    tiff.putInt(8).putShort((short) 1).putShort((short) 0x0112).putShort((short) 3).putInt(1);
    tiff.putShort((short) orientation);
    var bytes = new ByteArrayOutputStream();
    bytes.write(jpeg, 0, 2);
    bytes.writeBytes(new byte[] {(byte) 0xff, (byte) 0xe1, 0, 34});
    bytes.writeBytes("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
    bytes.writeBytes(tiff.array());
    bytes.write(jpeg, 2, jpeg.length - 2);
    return bytes.toByteArray();
  }

  /**
   * Returns a picture that is displayed like {@code jpeg}, but stored rotated, as taken with the
   * camera on its side.
   */
  public static byte[] onItsSide(byte[] jpeg) {
    try {
      BufferedImage seen = ImageIO.read(new ByteArrayInputStream(jpeg));
      int width = seen.getWidth();
      BufferedImage stored = new BufferedImage(seen.getHeight(), width, BufferedImage.TYPE_INT_RGB);
      for (int y = 0; y < seen.getHeight(); y++) {
        for (int x = 0; x < width; x++) {
          stored.setRGB(y, width - 1 - x, seen.getRGB(x, y));
        }
      }
      var bytes = new ByteArrayOutputStream();
      ImageIO.write(stored, "jpeg", bytes);
      return oriented(bytes.toByteArray(), QUARTER_TURN, true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
