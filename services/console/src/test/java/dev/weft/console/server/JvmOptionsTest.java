package dev.weft.console.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JvmOptionsTest {
  private static final Path HOME = Path.of("..", "..");

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
    assertThat(JvmOptions.forServer(HOME, Map.of("WEFT_JAVA_OPTS", " -Xmx3g  -Dx=y ")))
        .endsWith("-Xmx3g", "-Dx=y");
  }

  @Test
  void onFewCoresTheJvmAcceptsTheCompilerDirectives() throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JvmOptions.lessOptimization(HOME));
    command.add("-version");
    Process java = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(java.waitFor()).as(output).isZero();
    assertThat(output).contains("2 compiler directives added");
  }
}
