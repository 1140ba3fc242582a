package dev.weft.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TagTextTest {

  @Test
  void aFilesNameIsATagWithoutItsFolders() {
    assertThat(TagText.named(Map.of("camera", "front"), "C:\\photos/shirt 1.jpg"))
        .isEqualTo(Map.of("camera", "front", "file", "shirt 1.jpg"));
  }

  @Test
  void whatTheClientCallsTheFileStaysAndNoNameIsNone() {
    Map<String, String> tags = Map.of("file", "mine.jpg");

    assertThat(TagText.named(tags, "yours.jpg")).isEqualTo(tags);
    assertThat(TagText.named(Map.of(), null)).isEmpty();
    assertThat(TagText.named(Map.of(), "photos/")).isEmpty();
  }

  @Test
  void aLongNameIsCutBetweenCharactersUntilAllTagsFit() {
    Map<String, String> tags = TagText.named(Map.of("camera", "front"), "\ud83d\udc57".repeat(200));

    assertThat(TagText.format(tags).length()).isBetween(1000, 1024);
    assertThat(TagText.parse(TagText.format(tags))).isEqualTo(tags);
    assertThat(TagText.named(Map.of("note", "x".repeat(256), "b", "\u00fc".repeat(126)), "a.jpg"))
        .doesNotContainKey("file");
  }
}
