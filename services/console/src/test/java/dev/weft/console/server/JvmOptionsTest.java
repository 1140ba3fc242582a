package dev.weft.console.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class JvmOptionsTest {

  @Test
  void theHeapIsAQuarterOfTheMemoryWithinBounds() {
    assertThat(JvmOptions.heapMib(1L << 30)).isEqualTo(640);
    assertThat(JvmOptions.heapMib(4L << 30)).isEqualTo(1024);
    assertThat(JvmOptions.heapMib(64L << 30)).isEqualTo(2048);
  }

  @Test
  void whatTheUserAsksForComesLastAndSoWins() {
    assertThat(JvmOptions.forServer(Map.of("WEFT_JAVA_OPTS", " -Xmx3g  -Dx=y ")))
        .endsWith("-Xmx3g", "-Dx=y");
  }
}
