package dev.weft.console.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.console.photo.Photo;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FolderLabelModeTest {
  private static final Set<String> CLASSES = Set.of("hat", "shirt");

  private static Photo in(String folder) {
    return new Photo(Path.of(folder, "1.jpg"), "1.jpg", folder);
  }

  @Test
  void foldersNamedLikeClassesAreLabels() {
    assertThat(FolderLabelMode.AUTO.of(List.of(in("hat"), in("shirt")), CLASSES))
        .containsExactly(Optional.of("hat"), Optional.of("shirt"));
  }

  @Test
  void oneClassAloneIsEnough() {
    assertThat(FolderLabelMode.AUTO.of(List.of(in("hat")), CLASSES))
        .containsExactly(Optional.of("hat"));
  }

  @Test
  void amongMostlyOtherFoldersNoneIsALabel() {
    assertThat(FolderLabelMode.AUTO.of(List.of(in("hat"), in("2024"), in("2025")), CLASSES))
        .containsOnly(Optional.empty());
  }

  @Test
  void aFolderThatIsNoClassHasNoLabelBesideThoseThatAre() {
    assertThat(FolderLabelMode.AUTO.of(List.of(in("hat"), in("shirt"), in("misc")), CLASSES))
        .containsExactly(Optional.of("hat"), Optional.of("shirt"), Optional.empty());
  }

  @Test
  void onDemandEveryFolderIsALabelOrNone() {
    assertThat(FolderLabelMode.FOLDERS.of(List.of(in("2024")), CLASSES))
        .containsExactly(Optional.of("2024"));
    assertThat(FolderLabelMode.NONE.of(List.of(in("hat")), CLASSES))
        .containsExactly(Optional.empty());
  }
}
