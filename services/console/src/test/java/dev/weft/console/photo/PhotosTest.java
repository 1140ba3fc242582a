package dev.weft.console.photo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.weft.console.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
  void aFileThatIsGivenTwiceIsFoundOnce() throws IOException {
    file("hat/1.jpg");
    file("shirt/2.jpg");
    Path hat = dir.resolve("hat");

    List<Photo> photos =
        Photos.find(List.of(dir, hat, dir.resolve("shirt/../hat"), hat.resolve("1.jpg")));

    assertThat(photos)
        .extracting(Photo::name)
        .containsExactly(Path.of("hat", "1.jpg").toString(), Path.of("shirt", "2.jpg").toString());
  }

  @Test
  void aLinkToAFolderAboveIsSkippedWithItsReason() throws IOException {
    file("hat/1.jpg");
    file("shirt/2.jpg");
    Path loop = Files.createSymbolicLink(dir.resolve("hat/loop"), dir);
    List<String> skipped = new ArrayList<>();

    List<Photo> photos =
        Photos.find(List.of(dir), (path, why) -> skipped.add(dir.relativize(path) + " " + why));

    assertThat(photos).extracting(Photo::folder).containsExactly("hat", "shirt");
    assertThat(skipped)
        .containsExactly("hat/loop cannot be read: the link leads to a folder that contains it");
    assertThatThrownBy(() -> Photos.find(List.of(dir)))
        .isInstanceOf(CliException.class)
        .hasMessageContaining(loop + " cannot be read");
  }

  @Test
  void aSubfolderWithoutPermissionIsSkipped() throws IOException {
    file("hat/1.jpg");
    file("lost+found/2.jpg");
    Path lost = dir.resolve("lost+found");
    Files.setPosixFilePermissions(lost, Set.of());
    assumeThat(Files.isReadable(lost)).as("root reads every folder").isFalse();
    List<String> skipped = new ArrayList<>();

    List<Photo> photos = Photos.find(List.of(dir), (path, why) -> skipped.add(path + " " + why));

    assertThat(photos).extracting(Photo::folder).containsExactly("hat");
    assertThat(skipped).containsExactly(lost + " cannot be read: permission denied");
    assertThatThrownBy(() -> Photos.find(List.of(lost)))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("cannot read the folder " + lost);
  }

  @Test
  void aPathThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> Photos.find(List.of(dir.resolve("nothing"))))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("nothing");
  }
}
