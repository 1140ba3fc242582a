package dev.weft.console.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JvmOptionsTest {

  @Test
  void theHeapIsAQuarterOfTheMemoryWithinBounds() {
    assertThat(JvmOptions.heapMib(1L << 30)).isEqualTo(640);
    assertThat(JvmOptions.heapMib(4L << 30)).isEqualTo(1024);
    assertThat(JvmOptions.heapMib(64L << 30)).isEqualTo(2048);
  }

  @ParameterizedTest
  @CsvSource({
    "17.0.8, false",
    "17.0.9, true",
    "20, false",
    "21, false",
    "21.0.1, true",
    "25, true"
  })
  void freedNativeMemoryIsReturnedWhereTheJvmCan(String version, boolean returned) {
    assertThat(JvmOptions.trimsNativeHeap(Runtime.Version.parse(version))).isEqualTo(returned);
  }

  @Test
  void whatTheUserAsksForComesLastAndSoWins() {
    assertThat(JvmOptions.forServer(Map.of("WEFT_JAVA_OPTS", " -Xmx3g  -Dx=y ")))
        .endsWith("-Xmx3g", "-Dx=y");
  }
}
