package dev.weft.gateway.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.events.image.ObjectRef;
import dev.weft.events.image.RejectionReason;
import dev.weft.events.object.ImageObjects;
import dev.weft.gateway.MemoryStore;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PreviewsTest {
  private final MemoryStore store = new MemoryStore();
  private final Previews previews =
      new Previews(store, new ImageObjects("weft"), new PreviewSettings(1, 0, 100_000, 50_000));

  @Test
  void aPreviewIsAJpegInTheImagesProportions() throws Exception {
    BufferedImage picture = drawn(put("images/picture", png(300, 150)), 60);

    assertThat(picture.getWidth()).isEqualTo(60);
    assertThat(picture.getHeight()).isEqualTo(30);
    Color colour = new Color(picture.getRGB(30, 15));
    assertThat(colour.getRed()).isGreaterThan(200);
    assertThat(colour.getBlue()).isLessThan(60);
  }

  @Test
  void anImageThatIsSmallAlreadyIsNotEnlarged() throws Exception {
    assertThat(drawn(put("images/small", png(40, 20)), 160).getWidth()).isEqualTo(40);
  }

  @Test
  void whatIsNoImageOrTooMuchOfOneIsRefusedWithTheClassifiersReasons() throws Exception {
    byte[] text = "no image".getBytes(StandardCharsets.US_ASCII);

    assertRefused(put("images/text", text), RejectionReason.NOT_AN_IMAGE);
    assertRefused(put("images/large", new byte[100_001]), RejectionReason.TOO_LARGE);
    assertRefused(put("images/wide", png(500, 101)), RejectionReason.TOO_MANY_PIXELS);
    put("images/changed", png(30, 20));
    assertRefused(
        new ObjectRef("weft", "images/changed", 3, "a".repeat(64)),
        RejectionReason.CHECKSUM_MISMATCH);
  }

  @Test
  void anEventThatNamesWhatIsNoImageMakesNoPreviewOfIt() throws Exception {
    assertRefused(put("models/clothing/1/report.png", png(30, 20)), RejectionReason.INVALID_EVENT);
    assertRefused(new ObjectRef("payroll", "images/small", 3, null), RejectionReason.INVALID_EVENT);
  }

  @Test
  void anImageThatIsGoneIsToldFromOneThatIsRefused() {
    assertThat(previews.of(new ObjectRef("weft", "images/gone", 3, null), 64))
        .isInstanceOf(Preview.ImageGone.class);
  }

  @Test
  void moreThanMayWaitAreTurnedAwayAndWorkThatFailsGivesItsPlaceBack() {
    Bulkhead places = new Bulkhead(1, 0);

    assertThat(places.take(() -> places.take(() -> "second")).orElseThrow()).isEmpty();
    assertThatThrownBy(() -> places.take(PreviewsTest::fail)).hasMessage("broken");
    assertThat(places.take(() -> "next")).contains("next");
  }

  private static String fail() {
    throw new IllegalStateException("broken");
  }

  private void assertRefused(ObjectRef image, RejectionReason reason) {
    assertThat(previews.of(image, 64))
        .isInstanceOfSatisfying(
            Preview.ImageRefused.class, no -> assertThat(no.reason()).isEqualTo(reason));
  }

  private BufferedImage drawn(ObjectRef image, int size) throws IOException {
    byte[] jpeg = ((Preview.Drawn) previews.of(image, size)).jpeg();
    assertThat(jpeg).startsWith(0xFF, 0xD8, 0xFF);
    return ImageIO.read(new ByteArrayInputStream(jpeg));
  }

  private ObjectRef put(String key, byte[] bytes) {
    store.put("weft", key, bytes, "image/png");
    return new ObjectRef("weft", key, bytes.length, null);
  }

  private static byte[] png(int width, int height) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.RED);
    graphics.fillRect(0, 0, width, height);
    graphics.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }
}
