package dev.weft.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8OrderTest {

  private static final int[] CODE_POINTS = {
    0x20, 'a', 'b', 0x7f, 0x80, 0xe9, 0xd7ff, 0xe000, 0xfffd, 0xffff, 0x10000, 0x1f600, 0x10ffff
  };

  @Test
  void isTheOrderOfTheEncodedBytes() {
    Random random = new Random(7);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      int[] points = random.ints(random.nextInt(4), 0, CODE_POINTS.length).toArray();
      StringBuilder text = new StringBuilder();
      Arrays.stream(points).forEach(point -> text.appendCodePoint(CODE_POINTS[point]));
      texts.add(text.toString());
    }
    Comparator<String> bytes =
        (a, b) ->
            Arrays.compareUnsigned(
                a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

    assertThat(texts.stream().sorted(Utf8Order.INSTANCE).toList())
        .isEqualTo(texts.stream().sorted(bytes).toList());
  }
}
