package dev.weft.features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.imaging.DecodeLimits;
import dev.weft.imaging.ImageReaders;
import dev.weft.imaging.ImageReading;
import dev.weft.imaging.Preprocessing;
import dev.weft.testsupport.garments.Garments;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PerceptualHashTest {
  private static final Garments WARDROBE = Garments.seeded(7);

  @Test
  void copiesInAnotherSizeOrFormatAreTwins() throws IOException {
    for (int i = 0; i < 20; i++) {
      byte[] jpeg = WARDROBE.draw(i).jpeg();
      PerceptualHash original = hash(jpeg);
      assertThat(hash(copy(jpeg, 0.5, "jpeg")).distance(original))
          .isLessThanOrEqualTo(PerceptualHash.NEAR);
      assertThat(hash(copy(jpeg, 1.5, "png")).distance(original))
          .isLessThanOrEqualTo(PerceptualHash.NEAR);
    }
  }

  @Test
  void differentDrawingsAreNot() {
    List<PerceptualHash> looks =
        IntStream.range(0, 200).parallel().mapToObj(i -> hash(WARDROBE.draw(i).jpeg())).toList();
    for (int i = 0; i < looks.size(); i++) {
      for (int j = 0; j < i; j++) {
        assertThat(looks.get(i).distance(looks.get(j))).isGreaterThan(PerceptualHash.NEAR);
      }
    }
  }

  @Test
  void isWrittenAsHex() {
    PerceptualHash look = hash(WARDROBE.draw(3).jpeg());
    assertThat(PerceptualHash.fromHex(look.toHex())).isEqualTo(look);
  }

  private static PerceptualHash hash(byte[] image) {
    FloatBuffer tensor = FloatBuffer.allocate(Preprocessing.XCEPTION.tensorLength());
    assertThat(
            ImageReaders.create(DecodeLimits.DEFAULT).read(image, Preprocessing.XCEPTION, tensor))
        .isInstanceOf(ImageReading.Read.class);
    return PerceptualHash.of(tensor, 0, 299, 299);
  }

  private static byte[] copy(byte[] jpeg, double scale, String format) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(jpeg));
    int width = (int) (image.getWidth() * scale);
    int height = (int) (image.getHeight() * scale);
    BufferedImage copy = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    copy.createGraphics()
        .drawImage(image.getScaledInstance(width, height, Image.SCALE_AREA_AVERAGING), 0, 0, null);
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(copy, format, bytes);
    return bytes.toByteArray();
  }
}
