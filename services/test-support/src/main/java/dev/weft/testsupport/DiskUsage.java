package dev.weft.testsupport;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;

/** Space that files take. */
public final class DiskUsage {

  private DiskUsage() {}

  /** The bytes of all files in a folder. Files may be removed meanwhile, and then count as 0. */
  public static long of(Path folder) {
    return of(folder.toFile());
  }

  private static long of(File file) {
    File[] inside = file.listFiles();
    return inside == null ? file.length() : Arrays.stream(inside).mapToLong(DiskUsage::of).sum();
  }
}
