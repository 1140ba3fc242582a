package dev.weft.events.label;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.events.json.EventJson;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LabelSelectionTest {

  @Test
  void aSelectionOfALaterReleaseIsReadAsUnknown() {
    assertThat(read("\"least-seen\"").selection()).isEqualTo(LabelSelection.UNKNOWN);
    assertThat(read("\"random\"").selection()).isEqualTo(LabelSelection.RANDOM);
  }

  @Test
  void everySelectionHasACode() {
    assertThat(Arrays.stream(LabelSelection.values()))
        .allSatisfy(each -> assertThat(LabelSelection.ofCode(each.code())).contains(each));
    assertThat(LabelSelection.ofCode("RANDOM")).isEmpty();
  }

  private static ImageLabeled read(String selection) {
    String json =
        """
        {"imageId":"a","object":{"bucket":"weft","key":"uploads/a","size":3},"label":"hat",
        "uploadedAt":"2026-11-24T09:00:00Z","source":"person","labeledAt":"2026-11-29T09:00:00Z",
        "selection":%s}
        """
            .formatted(selection);
    return EventJson.read(EventJson.parse(json.getBytes(UTF_8)), ImageLabeled.class);
  }
}
