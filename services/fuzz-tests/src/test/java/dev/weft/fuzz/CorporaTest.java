package dev.weft.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CorporaTest {
  private static final Path CORPORA = Path.of("src/test/resources/corpora");
  private static final long MAX_BYTES = 400 << 10;

  @ParameterizedTest
  @EnumSource
  void eachInputIsAnsweredOrRefusedWithinItsBoundsOfTimeAndMemory(Targets target) throws Exception {
    Oracle oracle = new Oracle(target);
    List<Path> inputs = files(CORPORA.resolve(target.label()));
    // Load classes and build tables before anything is measured.
    target.make().read(Files.readAllBytes(inputs.get(0)));

    for (Path input : inputs) {
      assertThat(oracle.check(Files.readAllBytes(input))).as(input.toString()).isNotNull();
    }
  }

  @Test
  void theCorporaStaySmall() throws IOException {
    long bytes = 0;
    for (Targets target : Targets.values()) {
      for (Path file : files(CORPORA.resolve(target.label()))) {
        bytes += Files.size(file);
      }
    }

    assertThat(bytes).isLessThan(MAX_BYTES);
  }

  @Test
  void whatCostsMoreThanItMayIsAFinding() {
    byte[][] held = new byte[1][];
    var greedy = new Oracle(Targets.EVENT, input -> held[0] = new byte[64 << 20]);
    var broken =
        new Oracle(
            Targets.EVENT,
            input -> {
              throw new IllegalStateException("planted");
            });

    assertThatThrownBy(() -> greedy.check(new byte[10]))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("allocate");
    assertThatThrownBy(() -> broken.check(new byte[10])).hasMessage("planted");
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
