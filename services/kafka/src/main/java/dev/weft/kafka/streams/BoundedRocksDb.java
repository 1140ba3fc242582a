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
 * One budget of native memory for all stores that an application has in the process: blocks,
 * indexes, filters and write buffers count against it. Its size is set once, by the first store. Of
 * a store's files only some are open at a time, so that descriptors do not grow with the data.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {

  /** Key of the budget in bytes in the application's settings. */
  public static final String MEMORY_BYTES = "weft.rocksdb.memory.bytes";

  /** Files that each store keeps open. */
  static final int OPEN_FILES = 64;

  /**
   * No file is older without having been compacted: what was deleted is gone from the disk after a
   * day or two, also where little is written.
   */
  static final Duration COMPACTED_EVERY = Duration.ofDays(1);

  /** Of each application, by its id; a process may hold several. */
  private static final Map<String, Budget> BUDGETS = new HashMap<>();

  private record Budget(Cache cache, WriteBufferManager buffers) {
    static Budget of(long memory) {
      RocksDB.loadLibrary();
      Cache cache = new LRUCache(memory);
      return new Budget(cache, new WriteBufferManager(memory / 2, cache));
    }
  }

  /**
   * Loads RocksDB's library from a folder of ours, under a name of its own: by itself it is
   * unpacked into a new temporary file at each start, 14 MB, which a process that is killed leaves
   * behind. Where the folder may not hold programs, it is.
   *
   * @param folder that is there, and is one process's at a time
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
    // Cache and buffers belong to the application, not to a store.
  }
}
