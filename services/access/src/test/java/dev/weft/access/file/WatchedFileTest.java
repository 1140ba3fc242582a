package dev.weft.access.file;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedFileTest {

  private static final Duration SOON = Duration.ofMillis(20);

  @TempDir Path folder;

  @Test
  void aMountedSecretThatChangesByItsLinkIsReadAgain() throws Exception {
    Path first = Files.createDirectory(folder.resolve("..1"));
    Path second = Files.createDirectory(folder.resolve("..2"));
    Files.writeString(first.resolve("keys"), "1");
    Files.writeString(second.resolve("keys"), "2");
    Path data = Files.createSymbolicLink(folder.resolve("..data"), first.getFileName());
    Path keys = Files.createSymbolicLink(folder.resolve("keys"), Path.of("..data", "keys"));

    try (WatchedFile<Integer> file = WatchedFile.open(keys, SOON, Integer::valueOf)) {
      assertThat(file.get()).isEqualTo(1);
      Path next = Files.createSymbolicLink(folder.resolve("..next"), second.getFileName());
      Files.move(next, data, StandardCopyOption.ATOMIC_MOVE);

      await().atMost(TIMEOUT).untilAsserted(() -> assertThat(file.get()).isEqualTo(2));
    }
  }

  @Test
  void whatWasGoodCountsWhileTheFileIsWrongOrGone() throws Exception {
    Path keys = Files.writeString(folder.resolve("keys"), "1");
    try (WatchedFile<Integer> file =
        WatchedFile.open(keys, Duration.ofHours(1), Integer::valueOf)) {
      Files.writeString(keys, "none");
      file.reread();
      assertThat(file.get()).isEqualTo(1);

      Files.delete(keys);
      file.reread();
      assertThat(file.get()).isEqualTo(1);

      Files.writeString(keys, "3");
      file.reread();
      assertThat(file.get()).isEqualTo(3);
    }
  }

  @Test
  void nothingBeginsWithAFileThatIsWrongOrNotThere() throws Exception {
    Path wrong = Files.writeString(folder.resolve("keys"), "none");
    Path none = folder.resolve("gone");

    assertThatThrownBy(() -> WatchedFile.open(wrong, SOON, Integer::valueOf))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(wrong.toString());
    assertThatThrownBy(() -> WatchedFile.open(none, SOON, Integer::valueOf))
        .hasMessageContaining(none.toString());
  }
}
