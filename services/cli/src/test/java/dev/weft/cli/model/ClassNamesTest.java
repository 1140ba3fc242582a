package dev.weft.cli.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.console.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassNamesTest {
  @TempDir Path dir;

  private Path file(String text) throws IOException {
    return Files.writeString(dir.resolve("classes"), text);
  }

  @Test
  void aNameALine() throws IOException {
    assertThat(ClassNames.read(file("hat\n shirt \n\n"))).containsExactly("hat", "shirt");
  }

  @Test
  void aJsonArray() throws IOException {
    assertThat(ClassNames.read(file("[\"hat\", \"t-shirt\"]"))).containsExactly("hat", "t-shirt");
  }

  @Test
  void kerasIndexInTheOrderOfItsNumbersAndNamesMadeUnique() throws IOException {
    String index = "{\"1\":[\"n2\",\"crane\"],\"0\":[\"n1\",\"tench\"],\"2\":[\"n3\",\"crane\"]}";

    assertThat(ClassNames.read(file(index))).containsExactly("tench", "crane (n2)", "crane (n3)");
  }

  @Test
  void anIndexWithAGapIsRefused() throws IOException {
    Path file = file("{\"0\":[\"n1\",\"tench\"],\"2\":[\"n3\",\"crane\"]}");

    assertThatThrownBy(() -> ClassNames.read(file))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("class 1");
  }
}
