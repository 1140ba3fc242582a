package dev.weft.chaos.soak;

import java.util.Locale;

/**
 * What is sampled of a process, and what it may grow by. Most must stay flat: it may grow by a
 * share of its median in an hour, or by a step below which growth is not told from noise. What is
 * kept for each image grows with images, and is bounded by the image. What has a limit of its own
 * may grow up to it.
 */
enum Metric {
  /** Of the objects that a full collection left. */
  HEAP("live objects", Unit.MIB, 0.05, 4),
  /** Resident and of no file: heap, native memory, stacks. */
  MEMORY("resident memory", Unit.MIB, 0.05, 12),
  /** Committed by the JVM itself outside the heap, where its tracking is on. */
  JVM_NATIVE("JVM outside heap", Unit.MIB, 0.05, 6),
  /** But for the tables of state stores. */
  DESCRIPTORS("file descriptors", Unit.NUMBER, 0.02, 4),
  /** Tables that the state store with the most of them has open. */
  OPEN_TABLES("open tables of a store", Unit.NUMBER, Limit.TABLES_OF_A_STORE),
  THREADS("threads", Unit.NUMBER, 0.02, 3),
  TEMPORARY_FILES("temporary files", Unit.NUMBER, 0.02, 2),
  TEMPORARY_BYTES("temporary bytes", Unit.MIB, 0.05, 2),
  /** RocksDB, and what else a service keeps on its disk. */
  STATE_BYTES("state on disk", Unit.MIB, Kept.STATE_OF_AN_IMAGE),
  /** Of broker and store, whose work is to keep. */
  KEPT_BYTES("kept on disk", Unit.MIB, Kept.EVENTS_AND_BYTES_OF_AN_IMAGE);

  /** Bounds in bytes for each image. */
  private static final class Kept {
    /** Views of a gateway hold some 3.4 KB for each image, the rollout's windows less. */
    static final double STATE_OF_AN_IMAGE = 12_000;

    /** The image itself, some 10 KB of events and changelogs, and what a training keeps of it. */
    static final double EVENTS_AND_BYTES_OF_AN_IMAGE = 120_000;
  }

  /** What processes keep themselves to. */
  private static final class Limit {
    /** Of each state store of a service, whatever it holds. */
    static final int TABLES_OF_A_STORE = 64;
  }

  /** How values are shown. */
  enum Unit {
    MIB,
    NUMBER
  }

  private final String title;
  private final Unit unit;
  private final double share;
  private final double step;
  private final double bytesOfAnImage;
  private final int limit;

  Metric(String title, Unit unit, double share, double step) {
    this(title, unit, share, step, 0, 0);
  }

  Metric(String title, Unit unit, double bytesOfAnImage) {
    this(title, unit, 0, 0, bytesOfAnImage, 0);
  }

  Metric(String title, Unit unit, int limit) {
    this(title, unit, 0, 0, 0, limit);
  }

  Metric(String title, Unit unit, double share, double step, double bytesOfAnImage, int limit) {
    this.title = title;
    this.unit = unit;
    this.share = share;
    this.step = step;
    this.bytesOfAnImage = bytesOfAnImage;
    this.limit = limit;
  }

  /** The name in files, such as {@code heap}. */
  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** For people. */
  String title() {
    return title;
  }

  Unit unit() {
    return unit;
  }

  /** Whether it grows with images by design, so that an image is what bounds it. */
  boolean isKept() {
    return bytesOfAnImage > 0;
  }

  /** Whether it is its greatest value that is judged, not how it grows. */
  boolean isLimited() {
    return limit > 0;
  }

  /** Whether it lies in a folder, which outlives the process. */
  boolean isOfFolder() {
    return isKept() || this == TEMPORARY_FILES || this == TEMPORARY_BYTES;
  }

  /** The most that it may grow in an hour, or with an image if it is kept, or that it may be. */
  double bound(double median) {
    if (isLimited()) {
      return limit;
    }
    return isKept() ? bytesOfAnImage / (1 << 20) : Math.max(share * median, step);
  }
}
