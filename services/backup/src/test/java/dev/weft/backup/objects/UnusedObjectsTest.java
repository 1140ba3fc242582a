package dev.weft.backup.objects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.backup.BackupFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnusedObjectsTest {
  private static final int USED = 20;

  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1000})
  void whatTheIndexDoesNotNameIsDeletedHoweverFewNamesFitInMemory(int inMemory) throws IOException {
    BackupFolder folder = new BackupFolder(dir);
    Path index = folder.path("objects-1.jsonl.gz");
    List<Path> used = new ArrayList<>();
    try (ObjectIndex.Writer writer = new ObjectIndex.Writer(index)) {
      for (int i = 0; i < 2 * USED; i++) {
        ObjectEntry entry =
            new ObjectEntry(
                "key %02d".formatted(i), 1, "tag", null, Map.of(), "%064d".formatted(i));
        Path file = folder.create(entry.file());
        Files.writeString(file, "content");
        if (i % 2 == 0) {
          writer.add(entry);
          used.add(file);
        }
      }
    }
    UnusedObjects unused = new UnusedObjects(folder, index, inMemory);
    unused.delete();

    try (Stream<Path> files = Files.walk(folder.path("objects"))) {
      assertThat(files.filter(Files::isRegularFile)).containsExactlyInAnyOrderElementsOf(used);
    }
  }

  @Test
  void aBackupWithoutObjectsIsLeftAsItIs() throws IOException {
    BackupFolder folder = new BackupFolder(dir);

    new UnusedObjects(folder, folder.path("objects-1.jsonl.gz"), 1).delete();

    assertThat(dir).isEmptyDirectory();
  }
}
