package dev.weft.kafka.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;

class BoundedRocksDbTest {

  private static final int FILES = 3 * BoundedRocksDb.OPEN_FILES;

  @TempDir Path directory;

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "open files are read from /proc")
  void aStoreOfManyFilesKeepsFewOfThemOpen() throws Exception {
    RocksDB.loadLibrary();
    try (var options = new Options().setCreateIfMissing(true);
        var flush = new FlushOptions().setWaitForFlush(true)) {
      options.setTableFormatConfig(new BlockBasedTableConfig());
      new BoundedRocksDb()
          .setConfig("store", options, Map.of(BoundedRocksDb.MEMORY_BYTES, 32L << 20));
      options.setDisableAutoCompactions(true);
      try (var db = RocksDB.open(options, directory.toString())) {
        for (int i = 0; i < FILES; i++) {
          db.put(("key-" + i).getBytes(), new byte[100]);
          db.flush(flush);
        }
        for (int i = 0; i < FILES; i++) {
          assertThat(db.get(("key-" + i).getBytes())).hasSize(100);
        }
        assertThat(open()).isBetween(1L, (long) BoundedRocksDb.OPEN_FILES);
      }
    }
  }

  @Test
  void storesOfAnApplicationShareABudgetAndApplicationsHaveOneEach() {
    RocksDB.loadLibrary();
    try (var views = new Options();
        var index = new Options();
        var windows = new Options()) {
      configure("gateway", views);
      configure("gateway", index);
      configure("rollout", windows);

      assertThat(views.writeBufferManager())
          .isSameAs(index.writeBufferManager())
          .isNotSameAs(windows.writeBufferManager());
    }
  }

  private static void configure(String application, Options options) {
    options.setTableFormatConfig(new BlockBasedTableConfig());
    Map<String, Object> settings =
        Map.of("application.id", application, BoundedRocksDb.MEMORY_BYTES, 32L << 20);
    new BoundedRocksDb().setConfig("store", options, settings);
  }

  /** Number of the store's table files that this process has open. */
  private long open() throws Exception {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      return descriptors.filter(this::isTable).count();
    }
  }

  private boolean isTable(Path descriptor) {
    try {
      String target = Files.readSymbolicLink(descriptor).toString();
      return target.startsWith(directory.toRealPath().toString()) && target.endsWith(".sst");
    } catch (IOException e) {
      // The file was closed in the meantime.
      return false;
    }
  }
}
