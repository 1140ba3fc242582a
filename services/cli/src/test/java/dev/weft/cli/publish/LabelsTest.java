package dev.weft.cli.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.console.photo.Photo;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LabelsTest {
  private static final Set<String> CLASSES = Set.of("hat", "shirt");

  private static Photo in(String folder) {
    return new Photo(Path.of(folder, "1.jpg"), "1.jpg", folder);
  }

  @Test
  void foldersNamedLikeClassesAreLabels() {
    assertThat(Labels.AUTO.of(List.of(in("hat"), in("shirt")), CLASSES))
        .containsExactly(Optional.of("hat"), Optional.of("shirt"));
  }

  @Test
  void oneClassAloneIsEnough() {
    assertThat(Labels.AUTO.of(List.of(in("hat")), CLASSES)).containsExactly(Optional.of("hat"));
  }

  @Test
  void amongMostlyOtherFoldersNoneIsALabel() {
    assertThat(Labels.AUTO.of(List.of(in("hat"), in("2024"), in("2025")), CLASSES))
        .containsOnly(Optional.empty());
  }

  @Test
  void aFolderThatIsNoClassHasNoLabelBesideThoseThatAre() {
    assertThat(Labels.AUTO.of(List.of(in("hat"), in("shirt"), in("misc")), CLASSES))
        .containsExactly(Optional.of("hat"), Optional.of("shirt"), Optional.empty());
  }

  @Test
  void onDemandEveryFolderIsALabelOrNone() {
    assertThat(Labels.FOLDERS.of(List.of(in("2024")), CLASSES))
        .containsExactly(Optional.of("2024"));
    assertThat(Labels.NONE.of(List.of(in("hat")), CLASSES)).containsExactly(Optional.empty());
  }
}
