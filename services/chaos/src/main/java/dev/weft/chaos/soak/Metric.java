package dev.weft.chaos.soak;

import java.util.Locale;

/**
 * A sampled metric of a process, with its permitted growth. Most metrics must be flat: they may
 * grow per hour by a share of their median, or by a step below which growth is noise. Data that is
 * kept for each image may grow by a bound per image. Metrics with a limit may grow up to it.
 */
enum Metric {
  /** Objects after a full collection. */
  HEAP("live objects", Unit.MIB, 0.05, 4),
  /** Resident memory without files: heap, native memory, stacks. */
  MEMORY("resident memory", Unit.MIB, 0.05, 12),
  /** Memory committed by the JVM outside the heap, if native memory tracking is on. */
  JVM_NATIVE("JVM outside heap", Unit.MIB, 0.05, 6),
  /** Without the tables of state stores. */
  DESCRIPTORS("file descriptors", Unit.NUMBER, 0.02, 4),
  /** Open tables of the state store that has most of them. */
  OPEN_TABLES("open tables of a store", Unit.NUMBER, Limit.TABLES_OF_A_STORE),
  THREADS("threads", Unit.NUMBER, 0.02, 3),
  TEMPORARY_FILES("temporary files", Unit.NUMBER, 0.02, 2),
  TEMPORARY_BYTES("temporary bytes", Unit.MIB, 0.05, 2),
  /** RocksDB stores and other files of a service. */
  STATE_BYTES("state on disk", Unit.MIB, Kept.STATE_OF_AN_IMAGE),
  /** Files of broker and store, whose purpose is storage. */
  KEPT_BYTES("kept on disk", Unit.MIB, Kept.EVENTS_AND_BYTES_OF_AN_IMAGE);

  /** Bounds in bytes per image. */
  private static final class Kept {
    /** A gateway's views take some 3.4 KB per image, the rollout's windows less. */
    static final double STATE_OF_AN_IMAGE = 12_000;

    /** The image itself, some 10 KB of events and changelogs, and a training's data for it. */
    static final double EVENTS_AND_BYTES_OF_AN_IMAGE = 120_000;
  }

  /** Configured limits of processes. */
  private static final class Limit {
    /** Limit of each state store of a service. */
    static final int TABLES_OF_A_STORE = 64;
  }

  /** Display units. */
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

  /** Name in files, such as {@code heap}. */
  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Name for people. */
  String title() {
    return title;
  }

  Unit unit() {
    return unit;
  }

  /** Whether it grows with the number of images by design, so that it is bounded per image. */
  boolean isKept() {
    return bytesOfAnImage > 0;
  }

  /** Whether its maximum is checked, not its growth. */
  boolean isLimited() {
    return limit > 0;
  }

  /** Whether it measures a folder, which outlives the process. */
  boolean isOfFolder() {
    return isKept() || this == TEMPORARY_FILES || this == TEMPORARY_BYTES;
  }

  /** Returns the largest permitted growth per hour, or per image if it is kept, or the limit. */
  double bound(double median) {
    if (isLimited()) {
      return limit;
    }
    return isKept() ? bytesOfAnImage / (1 << 20) : Math.max(share * median, step);
  }
}
