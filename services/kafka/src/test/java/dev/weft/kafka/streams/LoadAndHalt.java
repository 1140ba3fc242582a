package dev.weft.kafka.streams;

import java.nio.file.Path;
import org.rocksdb.Options;

/** Loads RocksDB, uses it, and ends as a killed process does: no hook runs. */
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
