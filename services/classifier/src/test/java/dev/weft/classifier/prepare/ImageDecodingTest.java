package dev.weft.classifier.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.classifier.inflight.BlockedException;
import dev.weft.classifier.pipeline.FakeReader;
import dev.weft.classifier.pipeline.Scene;
import dev.weft.events.image.RejectionReason;
import dev.weft.imaging.DecodeLimits;
import dev.weft.imaging.ImageReaders;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageDecodingTest {

  private final ImageDecoding decoding = new ImageDecoding(new FakeReader());
  private final FloatBuffer tensor = FloatBuffer.allocate(Scene.SMALL.tensorLength());

  @Test
  void refusesNothingThatIsRead() {
    assertThat(decoding.decode("7".getBytes(), Scene.SMALL, tensor)).isEmpty();
    assertThat(tensor.get(0)).isEqualTo(7);
  }

  @Test
  void isAskedForASoundFileWhetherItIsBroken() {
    new ImageDecoding(ImageReaders.create(new DecodeLimits(1 << 20, 1 << 20)))
        .requireWorking(Scene.SMALL);
    var reader = new FakeReader();
    reader.broken = true;
    var broken = new ImageDecoding(reader);
    assertThatThrownBy(() -> broken.requireWorking(Scene.SMALL))
        .isInstanceOf(BlockedException.class)
        .hasMessageContaining("dev/weft/Reader");
  }

  @ParameterizedTest
  @CsvSource({
    "n, NOT_AN_IMAGE",
    "u, UNSUPPORTED_FORMAT",
    "c, CORRUPT_IMAGE",
    "l, TOO_LARGE",
    "p, TOO_MANY_PIXELS",
    "x, TOO_EXPENSIVE"
  })
  void saysWhyInTheWordsOfTheEvents(String bytes, RejectionReason reason) {
    var refusal = decoding.decode(bytes.getBytes(), Scene.SMALL, tensor).orElseThrow();
    assertThat(refusal.reason()).isEqualTo(reason);
    assertThat(refusal.detail()).isNotBlank();
  }
}
