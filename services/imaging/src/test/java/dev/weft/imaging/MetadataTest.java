package dev.weft.imaging;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Invalid metadata is not a reason to refuse an image. */
class MetadataTest {

  @ParameterizedTest
  @ValueSource(strings = {"iCCP", "iTXt", "zTXt", "gAMA", "eXIf", "tEXt", "acTL"})
  void aPngWithAnyBrokenExtraIsRead(String type) {
    byte[] png = Quadrants.write(Quadrants.draw(BufferedImage.TYPE_INT_RGB), "png", false);
    byte[] chunk =
        ByteBuffer.allocate(12 + 20)
            .putInt(20)
            .put(type.getBytes(StandardCharsets.US_ASCII))
            .put(new byte[] {1, 2, 3, 0, 0, 9, 9, 9})
            .array();

    Quadrants.assertUpright(inserted(png, 33, chunk), 0.01f);
  }

  @Test
  void aJpegWithABrokenColourProfileIsRead() {
    byte[] jpeg = Quadrants.write(Quadrants.draw(BufferedImage.TYPE_INT_RGB), "jpeg", false);
    byte[] segment =
        ByteBuffer.allocate(40)
            .put(new byte[] {(byte) 0xff, (byte) 0xe2, 0, 38})
            .put("ICC_PROFILE\0\7\1".getBytes(StandardCharsets.US_ASCII))
            .array();

    Quadrants.assertUpright(inserted(jpeg, 2, segment), 0.04f);
  }

  @Test
  void whatFollowsAnImageDoesNotMatter() {
    for (String format : new String[] {"jpeg", "png", "gif", "bmp"}) {
      byte[] file = Quadrants.write(Quadrants.draw(BufferedImage.TYPE_INT_RGB), format, false);
      byte[] tail = {(byte) 0xff, (byte) 0xe1, (byte) 0xff, (byte) 0xff, 'P', 'K', 3, 4};

      Quadrants.assertUpright(inserted(file, file.length, tail), 0.04f);
    }
  }

  private static byte[] inserted(byte[] file, int at, byte[] part) {
    var bytes = new ByteArrayOutputStream();
    bytes.write(file, 0, at);
    bytes.writeBytes(part);
    bytes.write(file, at, file.length - at);
    return bytes.toByteArray();
  }
}
