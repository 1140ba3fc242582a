package dev.weft.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the tests in {@code src/test/js}, of modules without elements, in Node. Without Node they
 * are skipped, unless {@code WEFT_TOOLS=required}.
 */
class LogicTest {

  private static final Path FOLDER = Path.of("src/test/js");

  static List<String> tests() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".test.mjs"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("tests")
  void theTestsOfAFilePass(String file) throws Exception {
    Process node = node("--test", FOLDER.resolve(file).toString());

    String said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(node.waitFor()).as(said).isZero();
  }

  private static Process node(String... arguments) throws IOException {
    try {
      return new ProcessBuilder(Stream.concat(Stream.of("node"), Stream.of(arguments)).toList())
          .redirectErrorStream(true)
          .start();
    } catch (IOException e) {
      assumeTrue("required".equals(System.getenv("WEFT_TOOLS")), "there is no node: not tested");
      throw e;
    }
  }
}
