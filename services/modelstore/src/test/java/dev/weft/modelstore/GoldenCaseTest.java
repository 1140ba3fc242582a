package dev.weft.modelstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class GoldenCaseTest {

  @Test
  void aBatchOfTheInputIsAsEnginesTakeIt() {
    float[] one = GoldenCase.image(4, 5);

    FloatBuffer images = GoldenCase.images(2, 4, 5);

    assertThat(images.isDirect()).isTrue();
    assertThat(images.order()).isEqualTo(ByteOrder.nativeOrder());
    assertThat(images.position()).isZero();
    assertThat(images.limit()).isEqualTo(2 * 3 * 4 * 5);
    assertThat(images.slice(0, one.length)).isEqualTo(FloatBuffer.wrap(one));
    assertThat(images.slice(one.length, one.length)).isEqualTo(FloatBuffer.wrap(one));
  }
}
