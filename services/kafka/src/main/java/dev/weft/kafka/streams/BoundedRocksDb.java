package dev.weft.kafka.streams;

import static org.apache.kafka.streams.StreamsConfig.APPLICATION_ID_CONFIG;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * Bounds the native memory of all RocksDB stores of an application in this process: blocks,
 * indexes, filters and write buffers share one budget, whose size is set by the first store. The
 * number of open files of each store is bounded too, so that file descriptors do not grow with the
 * data.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {

  /** Settings key of the budget in bytes. */
  public static final String MEMORY_BYTES = "weft.rocksdb.memory.bytes";

  /** Maximum number of files that each store keeps open. */
  static final int OPEN_FILES = 64;

  /**
   * Age after which every file is compacted, so that deleted data is gone from disk after a day or
   * two even if little is written.
   */
  static final Duration COMPACTED_EVERY = Duration.ofDays(1);

  /** Budgets by application id; a process may run several applications. */
  private static final Map<String, Budget> BUDGETS = new HashMap<>();

  private record Budget(Cache cache, WriteBufferManager buffers) {
    static Budget of(long memory) {
      RocksDB.loadLibrary();
      Cache cache = new LRUCache(memory);
      return new Budget(cache, new WriteBufferManager(memory / 2, cache));
    }
  }

  /**
   * Loads RocksDB's native library from a given folder, under a fixed name. By default it is
   * unpacked to a new temporary file of 14 MB at each start, which a killed process leaves behind.
   * If the folder is mounted without execution rights, the default is used.
   *
   * @param folder an existing folder that only one process uses at a time
   */
  public static void load(Path folder) {
    try {
      NativeLibraryLoader.getInstance().loadLibrary(folder.toString());
    } catch (IOException | UnsatisfiedLinkError e) {
      RocksDB.loadLibrary();
    }
  }

  @Override
  public void setConfig(String store, Options options, Map<String, Object> configs) {
    long memory = Long.parseLong(String.valueOf(configs.get(MEMORY_BYTES)));
    Budget budget = budget(String.valueOf(configs.get(APPLICATION_ID_CONFIG)), memory);
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(budget.cache());
    table.setCacheIndexAndFilterBlocks(true);
    options.setWriteBufferManager(budget.buffers());
    options.setWriteBufferSize(Math.max(1 << 20, memory / 16));
    options.setMaxWriteBufferNumber(2);
    options.setMaxOpenFiles(OPEN_FILES);
    options.setPeriodicCompactionSeconds(COMPACTED_EVERY.toSeconds());
    options.setTableFormatConfig(table);
  }

  private static Budget budget(String application, long memory) {
    synchronized (BUDGETS) {
      return BUDGETS.computeIfAbsent(application, first -> Budget.of(memory));
    }
  }

  @Override
  public void close(String store, Options options) {
    // Cache and write buffer manager belong to the application, not to a store.
  }
}
