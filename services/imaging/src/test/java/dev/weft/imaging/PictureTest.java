package dev.weft.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.events.image.RejectionReason;
import dev.weft.testsupport.inputs.Exif;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureTest {
  private static final PictureReader PICTURES = ImageReaders.pictures(DecodeLimits.DEFAULT);

  @ParameterizedTest
  @ValueSource(ints = {24, 48, 96})
  void aPictureHasTheImagesOwnProportionsAndTheSizeThatIsAskedFor(int longest) {
    Picture picture = seen(quadrants("png"), longest);

    assertThat(picture.width()).isEqualTo(longest);
    assertThat(picture.height()).isEqualTo(longest * 2 / 3);
    assertThat(colour(picture, 0.25, 0.25)).isEqualTo(0xff0000);
    assertThat(colour(picture, 0.75, 0.25)).isEqualTo(0x00ff00);
    assertThat(colour(picture, 0.25, 0.75)).isEqualTo(0x0000ff);
    assertThat(colour(picture, 0.75, 0.75)).isEqualTo(0xffffff);
  }

  @Test
  void aPreviewIsShrunkButNeverEnlarged() {
    Picture shrunk = preview(quadrants("png"), 24);
    Picture kept = preview(Exif.oriented(quadrants("jpeg"), 6, true), 2048);

    assertThat(shrunk.width()).isEqualTo(24);
    assertThat(kept.width()).isEqualTo(Quadrants.HEIGHT);
    assertThat(kept.height()).isEqualTo(Quadrants.WIDTH);
  }

  @Test
  void aTurnedPictureIsAsWideAsItIsSeen() {
    byte[] turned = Exif.oriented(quadrants("jpeg"), 6, true);

    Picture picture = seen(turned, 96);

    assertThat(picture.width()).isEqualTo(64);
    assertThat(picture.height()).isEqualTo(96);
  }

  @Test
  void aThinPictureKeepsAPixel() {
    BufferedImage line = new BufferedImage(3000, 2, BufferedImage.TYPE_INT_RGB);

    Picture picture = seen(Quadrants.write(line, "png", false), 64);

    assertThat(picture.width()).isEqualTo(64);
    assertThat(picture.height()).isEqualTo(1);
  }

  @Test
  void whatIsNoImageSaysWhy() {
    byte[] text = "no image, but text".getBytes(StandardCharsets.US_ASCII);

    assertThat(PICTURES.picture(text, 64))
        .isInstanceOfSatisfying(
            PictureReading.Unreadable.class,
            no -> assertThat(no.why().reason()).isEqualTo(RejectionReason.NOT_AN_IMAGE));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 4097})
  void sizesHaveBounds(int longest) {
    assertThatThrownBy(() -> PICTURES.picture(quadrants("png"), longest))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 to 4096");
  }

  private static byte[] quadrants(String format) {
    return Quadrants.write(Quadrants.draw(BufferedImage.TYPE_INT_RGB), format, false);
  }

  private static Picture seen(byte[] bytes, int longest) {
    return ((PictureReading.Seen) PICTURES.picture(bytes, longest)).picture();
  }

  private static Picture preview(byte[] bytes, int longest) {
    return ((PictureReading.Seen) PICTURES.preview(bytes, longest)).picture();
  }

  private static int colour(Picture picture, double x, double y) {
    int column = (int) (x * picture.width());
    return picture.rgb()[(int) (y * picture.height()) * picture.width() + column];
  }
}
