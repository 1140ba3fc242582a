package dev.weft.cli.create;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.console.CliException;
import dev.weft.console.label.LabelEntry;
import dev.weft.console.terminal.Progress;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassFoldersTest {
  @TempDir Path dir;

  private PhotoFiles photos;

  @BeforeEach
  void photos() {
    photos = new PhotoFiles(dir);
  }

  @Test
  void eachFolderIsAClass() throws IOException {
    photos.pictures("polo", 3);
    photos.pictures("hoodie", 2);
    ClassFolders found = read();
    assertThat(found.classes()).isEqualTo(Map.of("hoodie", 2, "polo", 3));
    assertThat(found.photographs()).extracting(LabelEntry::label).containsOnly("hoodie", "polo");
    assertThat(found.leftOut()).isEmpty();
    assertThat(found.remarks()).isEmpty();
  }

  @Test
  void photographsInFoldersOfAClassAreOfThatClass() throws IOException {
    photos.pictures("polo", 1);
    photos.picture("hoodie/summer/old/1.png");
    ClassFolders found = read();
    assertThat(found.classes()).isEqualTo(Map.of("hoodie", 1, "polo", 1));
    assertThat(found.remarks())
        .containsExactly("photographs in the subfolders of hoodie/ are labeled hoodie");
  }

  @Test
  void whatIsNoImageIsLeftOutWithItsReasonAndTheRestGoesOn() throws IOException {
    photos.pictures("polo", 1);
    photos.pictures("hoodie", 1);
    photos.bytes("polo/notes.txt", "bought in May".getBytes(StandardCharsets.UTF_8));
    photos.bytes("polo/empty.jpg", new byte[0]);
    photos.bytes("polo/phone.heic", "\0\0\0\30ftypheic....".getBytes(StandardCharsets.ISO_8859_1));
    photos.bytes("list.csv", new byte[] {'x'});
    photos.bytes("polo/.DS_Store", new byte[] {'x'});
    Files.createDirectories(dir.resolve("later"));
    ClassFolders found = read();
    assertThat(found.classes()).isEqualTo(Map.of("hoodie", 1, "polo", 1));
    assertThat(found.leftOut())
        .hasSize(5)
        .contains("polo/notes.txt: is not an image")
        .anySatisfy(line -> assertThat(line).isEqualTo("polo/empty.jpg: the file is empty"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("polo/phone.heic: HEIC is not supported; JPEG")
                    .endsWith("export it as JPEG"))
        .contains("later/: the folder is empty")
        .contains("list.csv: is not in the folder of a class");
  }

  @Test
  void aFolderThatCannotBeReadIsLeftOutWithItsReason() throws IOException {
    photos.pictures("polo", 1);
    photos.pictures("hoodie", 1);
    Files.createSymbolicLink(dir.resolve("polo/loop"), dir.resolve("polo"));
    ClassFolders found = read();
    assertThat(found.classes()).isEqualTo(Map.of("hoodie", 1, "polo", 1));
    assertThat(found.leftOut())
        .containsExactly("polo/loop: cannot be read: the link leads to a folder that contains it");
  }

  @Test
  void aFileThatIsTooLargeForAnImageIsLeftOut() throws IOException {
    photos.pictures("polo", 1);
    photos.pictures("hoodie", 1);
    try (RandomAccessFile video =
        new RandomAccessFile(dir.resolve("polo/video.mp4").toFile(), "rw")) {
      video.setLength(3L << 30);
    }
    ClassFolders found = read();
    assertThat(found.classes()).isEqualTo(Map.of("hoodie", 1, "polo", 1));
    assertThat(found.leftOut())
        .containsExactly(
            "polo/video.mp4: cannot be read: it has 3.2 GB, and files above 60.0 MB are not read, whatever the server accepts: they would be held in memory as a whole, and are seldom photographs");
  }

  @Test
  void aPhotographOfTwoClassesIsLeftOutOfBoth() throws IOException {
    photos.pictures("polo", 2);
    photos.pictures("hoodie", 2);
    Files.copy(dir.resolve("polo/0.png"), dir.resolve("hoodie/same.png"));
    ClassFolders found = read();
    assertThat(found.classes()).isEqualTo(Map.of("hoodie", 2, "polo", 1));
    assertThat(found.leftOut())
        .containsExactly(
            "hoodie/same.png: the same photograph is in hoodie and polo; it is not used until it is"
                + " in only one of them");
  }

  @Test
  void aPhotographThatLiesTwiceInAClassCountsOnce() throws IOException {
    photos.pictures("polo", 1);
    photos.pictures("hoodie", 1);
    Files.copy(dir.resolve("polo/0.png"), dir.resolve("polo/copy.png"));
    ClassFolders found = read();
    assertThat(found.classes()).isEqualTo(Map.of("hoodie", 1, "polo", 1));
    assertThat(found.leftOut())
        .containsExactly("polo/copy.png: the same photograph as polo/0.png, used once");
  }

  @Test
  void lessThanTwoClassesMakeNoModel() throws IOException {
    assertThatThrownBy(this::read)
        .isInstanceOf(CliException.class)
        .hasMessageContaining("does not contain any folders");
    photos.pictures("polo", 1);
    assertThatThrownBy(this::read)
        .isInstanceOf(CliException.class)
        .hasMessageContaining("at least two classes")
        .hasMessageContaining("only one, polo");
    assertThatThrownBy(() -> ClassFolders.read(dir.resolve("nowhere"), Progress.silent()))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("nowhere does not exist");
  }

  private ClassFolders read() {
    return ClassFolders.read(dir, Progress.silent());
  }
}
