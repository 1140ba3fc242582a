package dev.weft.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.backup.BackupManifest.Group;
import dev.weft.backup.BackupManifest.Offset;
import dev.weft.events.catalog.Topics;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnansweredTest {

  /** Ten uploads of a model in one partition. */
  private static long waiting(String event, Group... groups) {
    BackupManifest manifest =
        new BackupManifest(
            BackupManifest.FORMAT, Instant.EPOCH, "c", List.of(), List.of(groups), null);
    Unanswered unanswered = new Unanswered(manifest, null, Installation.BUCKET);
    for (long offset = 0; offset < 10; offset++) {
      unanswered.add(
          Topics.IMAGES_UPLOADED, 0, offset, event == null ? null : event.getBytes(UTF_8));
      unanswered.add(Topics.IMAGES_CLASSIFIED, 0, offset, new byte[0]);
    }
    return unanswered.waiting();
  }

  private static Group group(String name, long offset) {
    return new Group(name, List.of(new Offset(Topics.IMAGES_UPLOADED, 0, offset)));
  }

  @Test
  void anUploadWaitsForTheClassifiersOfItsModel() {
    Group[] groups = {
      group("reader", 10), group("weft-classifier", 4), group("weft-classifier.shoes", 7)
    };

    assertThat(waiting("{\"model\":\"shoes\"}", groups)).isEqualTo(3);
    assertThat(waiting("{}", groups)).isEqualTo(6);
    assertThat(waiting("{\"model\":\"of no group\"}", groups)).isEqualTo(6);
    assertThat(waiting("not JSON", groups)).isEqualTo(6);
    assertThat(waiting(null, groups)).isEqualTo(6);
  }

  @Test
  void otherGroupsCountIfClassifiersHaveNoneWithADefaultName() {
    assertThat(waiting("{}", group("weft-classifier-features.a", 3), group("mine", 8)))
        .isEqualTo(2);
    assertThat(waiting("{}")).isEqualTo(10);
  }
}
