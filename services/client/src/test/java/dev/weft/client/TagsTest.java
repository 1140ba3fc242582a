package dev.weft.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TagsTest {

  @Test
  void aFilesNameIsATagWithoutItsFolders() {
    assertThat(Tags.withFile(Map.of("camera", "front"), Path.of("photos", "shirt", "1.jpg")))
        .isEqualTo(Map.of("camera", "front", "file", "1.jpg"));
  }

  @Test
  void aTagThatIsGivenStaysAndALongNameIsCutBetweenCharacters() {
    assertThat(Tags.withFile(Map.of("file", "mine"), Path.of("a.jpg")))
        .isEqualTo(Map.of("file", "mine"));
    // A space is encoded as three characters in a header.
    assertThat(Tags.withFile(Map.of(), Path.of("a ".repeat(100))).get("file"))
        .isEqualTo("a ".repeat(75));
  }
}
