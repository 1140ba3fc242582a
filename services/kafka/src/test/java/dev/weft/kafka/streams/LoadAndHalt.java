package dev.weft.kafka.streams;

import java.nio.file.Path;
import org.rocksdb.Options;

/** Loads and uses RocksDB, and exits without shutdown hooks, as a killed process does. */
final class LoadAndHalt {
  static final int EXIT_CODE = 42;

  private LoadAndHalt() {}

  public static void main(String[] args) {
    BoundedRocksDb.load(Path.of(args[0]));
    try (Options options = new Options()) {
      Runtime.getRuntime().halt(options.createIfMissing() ? 1 : EXIT_CODE);
    }
  }
}
