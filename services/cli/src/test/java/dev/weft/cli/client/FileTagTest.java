package dev.weft.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FileTagTest {

  @Test
  void aFilesNameIsATagWithoutItsFolders() {
    assertThat(FileTag.added(Map.of("camera", "front"), Path.of("photos", "shirt", "1.jpg")))
        .isEqualTo(Map.of("camera", "front", "file", "1.jpg"));
  }

  @Test
  void aTagThatIsGivenStaysAndALongNameIsCutBetweenCharacters() {
    assertThat(FileTag.added(Map.of("file", "mine"), Path.of("a.jpg")))
        .isEqualTo(Map.of("file", "mine"));
    // A space is three characters of a header.
    assertThat(FileTag.added(Map.of(), Path.of("a ".repeat(100))).get("file"))
        .isEqualTo("a ".repeat(75));
  }
}
