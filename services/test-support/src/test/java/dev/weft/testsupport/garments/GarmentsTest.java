package dev.weft.testsupport.garments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class GarmentsTest {

  @Test
  void theSameSeedDrawsTheSamePictures() {
    assertThat(Garments.seeded(3).draw(14).jpeg()).isEqualTo(Garments.seeded(3).draw(14).jpeg());
    assertThat(Garments.seeded(3).draw(14).jpeg()).isNotEqualTo(Garments.seeded(4).draw(14).jpeg());
  }

  @Test
  void theClassesTakeTurns() {
    assertThat(Garments.seeded(1).first(20))
        .extracting(Garment::label)
        .containsSequence(Garments.LABELS)
        .endsWith("t-shirt");
  }

  @Test
  void aPictureIsAJpegOfAPhotographsSize() throws IOException {
    var image = ImageIO.read(new ByteArrayInputStream(Garments.seeded(1).draw("hat", 0).jpeg()));

    assertThat(image.getWidth()).isEqualTo(Garments.WIDTH);
    assertThat(image.getHeight()).isEqualTo(Garments.HEIGHT);
  }

  @Test
  void anUnknownClassIsNamed() {
    assertThatThrownBy(() -> Garments.seeded(1).draw("tie", 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"tie\"");
  }
}
