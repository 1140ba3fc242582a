package dev.weft.bench.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.console.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecodedFilesTest {
  @TempDir Path folder;

  @Test
  void photographsOfTheMostFrequentSizeAreUsed() throws IOException {
    Files.write(folder.resolve("1.jpg"), GrainyPicture.jpeg(40, 30));
    Files.write(folder.resolve("2.jpg"), GrainyPicture.jpeg(20, 30));
    Files.write(folder.resolve("3.jpg"), GrainyPicture.jpeg(20, 30));
    Files.write(folder.resolve("4.jpg"), GrainyPicture.jpeg(20, 30));
    Files.writeString(folder.resolve("notes.txt"), "no image");

    DecodedFiles found = DecodedFiles.of(folder, 2);

    assertThat(found.what()).isEqualTo("2 photographs");
    assertThat(found.width()).isEqualTo(20);
    assertThat(found.height()).isEqualTo(30);
    assertThat(found.paths()).containsExactly(folder.resolve("2.jpg"), folder.resolve("3.jpg"));
    assertThat(found.files().get(0)).isEqualTo(Files.readAllBytes(folder.resolve("2.jpg")));
  }

  @Test
  void aFolderWithoutJpegsIsAnError() throws IOException {
    Files.writeString(folder.resolve("notes.txt"), "no image");

    assertThatThrownBy(() -> DecodedFiles.of(folder, 2))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("no JPEGs");
  }

  @Test
  void aGeneratedPictureHasItsSizeAndIsTheSameOnDisk() throws IOException {
    DecodedFiles generated = DecodedFiles.generated(64, 48, folder);

    assertThat(DecodedFiles.of(folder, 1).width()).isEqualTo(64);
    assertThat(Files.readAllBytes(generated.paths().get(0))).isEqualTo(generated.files().get(0));
    assertThat(generated.bytes()).isEqualTo(generated.files().get(0).length);
  }
}
