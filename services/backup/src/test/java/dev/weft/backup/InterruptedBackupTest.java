package dev.weft.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.events.catalog.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterruptedBackupTest {
  @TempDir Path dir;
  private Installation from;
  private BackupFolder folder;

  @BeforeEach
  void create() {
    from = new Installation(dir.resolve("from"));
    folder = new BackupFolder(dir.resolve("backup"));
    from.createTopic(Topics.IMAGES_UPLOADED, 1, Map.of());
    put("uploads/kept");
  }

  @AfterEach
  void close() {
    from.close();
  }

  private void put(String key) {
    from.store.put(Installation.BUCKET, key, key.getBytes(UTF_8), "image/jpeg");
  }

  private void backup(BackupProgress step) {
    new Backup(from.kafka(), folder).run(from.store, Installation.BUCKET, step);
  }

  /** What the folder has of objects: the content of each file. */
  private List<String> contents() throws IOException {
    List<String> contents = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder.path("objects"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.add(Files.readString(file));
      }
    }
    return contents;
  }

  /** Leaves a folder as a process does that is killed after it has copied all objects. */
  private void interruptedBackup() throws IOException {
    List<Path> before = indexes();
    assertThatThrownBy(
            () ->
                backup(
                    (done, total, what) -> {
                      if (what.equals("objects") && done == 2) {
                        throw new IllegalStateException("killed");
                      }
                    }))
        .hasMessage("killed");
    List<Path> left = indexes();
    left.removeAll(before);
    assertThat(left).hasSize(1);
    // The end of the index is still in the memory of the process.
    byte[] index = Files.readAllBytes(left.get(0));
    Files.write(left.get(0), Arrays.copyOf(index, 10), StandardOpenOption.TRUNCATE_EXISTING);
    Files.writeString(folder.path("objects/.part"), "half of an image");
  }

  private List<Path> indexes() throws IOException {
    try (Stream<Path> files = Files.list(dir.resolve("backup"))) {
      return new ArrayList<>(
          files.filter(file -> file.getFileName().toString().startsWith("objects-")).toList());
    } catch (NoSuchFileException e) {
      return new ArrayList<>();
    }
  }

  @Test
  void theNextBackupRemovesWhatWasErasedAfterAnInterruption() throws IOException {
    backup((done, total, what) -> {});
    put("uploads/erased");
    interruptedBackup();
    assertThat(contents()).contains("uploads/erased");
    from.store.delete(Installation.BUCKET, "uploads/erased");

    backup((done, total, what) -> {});

    assertThat(contents()).containsExactly("uploads/kept");
    assertThat(indexes()).hasSize(1);
  }

  @Test
  void soDoesTheFirstOneThatIsCompleted() throws IOException {
    put("uploads/erased");
    interruptedBackup();
    assertThat(contents()).contains("uploads/erased");
    from.store.delete(Installation.BUCKET, "uploads/erased");

    backup((done, total, what) -> {});

    assertThat(contents()).containsExactly("uploads/kept");
  }
}
