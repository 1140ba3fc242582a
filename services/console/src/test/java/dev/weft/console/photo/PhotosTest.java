package dev.weft.console.photo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.console.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhotosTest {
  @TempDir Path dir;

  private void file(String name) throws IOException {
    Path file = dir.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, name);
  }

  @Test
  void foldersAreWalkedInOrderAndHiddenFilesLeftOut() throws IOException {
    file("shirt/2.jpg");
    file("shirt/1.jpg");
    file("hat/deep/0.png");
    file(".git/config");
    file("hat/.DS_Store");
    file("notes");

    assertThat(Photos.find(List.of(dir)))
        .extracting(photo -> photo.folder() + ": " + photo.name())
        .containsExactly(
            "deep: " + Path.of("hat", "deep", "0.png"),
            dir.getFileName() + ": notes",
            "shirt: " + Path.of("shirt", "1.jpg"),
            "shirt: " + Path.of("shirt", "2.jpg"));
  }

  @Test
  void aFileIsTakenAsItIsGiven() throws IOException {
    file("hat/.hidden.jpg");
    Path file = dir.resolve("hat/.hidden.jpg");

    assertThat(Photos.find(List.of(file))).containsExactly(new Photo(file, file.toString(), "hat"));
  }

  @Test
  void aHiddenFolderThatIsNamedIsWalked() throws IOException {
    file(".photos/1.jpg");

    assertThat(Photos.find(List.of(dir.resolve(".photos")))).hasSize(1);
  }

  @Test
  void aPathThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> Photos.find(List.of(dir.resolve("nothing"))))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("nothing");
  }
}
