package dev.weft.classifier.loadcheck;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.events.Excerpt;
import dev.weft.events.ModelRef;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jboss.logging.Logger;

/**
 * Results of loading versions on this replica, kept on disk, since a version that crashes the
 * process would erase them from memory. A load is recorded before it begins: one without an end
 * when the process starts again has crashed it. Results under another build or another setting of
 * the engine do not count. Thread-safe.
 */
public final class LoadHistory {

  private static final Logger LOG = Logger.getLogger("dev.weft.classifier");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_ENTRIES = 100;
  private static final long MAX_FILE_BYTES = 1 << 20;
  private static final int MAX_REASON = 500;
  private static final Past NONE = new Past(0, null, null, 0, null, null);

  /** How long an engine counts as the fastest one until engines are compared again. */
  private static final Duration ENGINE_KEPT = Duration.ofDays(7);

  private final Path file;
  private final String setting;
  private final InstantSource clock;
  private final Map<ModelRef, Entry> entries = new HashMap<>();

  /**
   * Past loads of a version.
   *
   * @param failures consecutive loads that crashed, hung or exceeded a limit, under the same naming
   * @param naming decision that asked for it then; null if it did not fail
   * @param reason of the last failure; null if it did not fail
   * @param at time of the last failure, in milliseconds since 1970
   * @param good identifies what was loaded successfully; null if nothing was
   * @param engine that was the fastest one for it within the last days; null if that is not known
   */
  public record Past(
      int failures, String naming, String reason, long at, String good, String engine) {

    /** Failures under the current naming. */
    public int failures(String namedNow) {
      return namedNow.equals(naming) ? failures : 0;
    }

    /** Whether a graph was loaded successfully, and no load has failed since. */
    public boolean isGood(String content) {
      return failures == 0 && content.equals(good);
    }
  }

  /**
   * A version in the file.
   *
   * @param loading whether a load is in progress
   * @param servedAt when it last began to serve, in milliseconds since 1970; 0 for never
   * @param chosen the engine that it was loaded on; null if it was not loaded
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Entry(
      String model,
      int version,
      int failures,
      String naming,
      String reason,
      boolean loading,
      String good,
      long at,
      long servedAt,
      Chosen chosen) {

    public static Entry of(ModelRef ref) {
      return new Entry(ref.name(), ref.version(), 0, null, null, false, null, 0, 0, null);
    }

    public ModelRef ref() {
      return new ModelRef(model, version);
    }

    public Entry failed(String named, String why, boolean underWay, long now) {
      int before = named.equals(naming) ? failures : 0;
      // A load in progress has been counted already.
      int count = loading && before > 0 ? before : before + 1;
      return new Entry(
          model,
          version,
          count,
          named,
          Excerpt.cut(why, MAX_REASON),
          underWay,
          good,
          now,
          servedAt,
          chosen);
    }

    Entry withdrawn() {
      int left = loading ? failures - 1 : failures;
      return left <= 0
          ? new Entry(model, version, 0, null, null, false, good, at, servedAt, chosen)
          : new Entry(model, version, left, naming, reason, false, good, at, servedAt, chosen);
    }

    Entry loaded(String content, String engine, long now) {
      boolean known =
          content.equals(good)
              && chosen != null
              && chosen.isKept(now)
              && engine.equals(chosen.engine());
      Chosen from = known ? chosen : new Chosen(engine, now);
      return new Entry(model, version, 0, null, null, false, content, now, servedAt, from);
    }

    public Entry served(long now) {
      return new Entry(model, version, failures, naming, reason, loading, good, now, now, chosen);
    }

    /** The part of the entry that is valid for any build. */
    Entry withoutLoads() {
      return new Entry(model, version, 0, null, null, false, null, at, servedAt, null);
    }

    public Entry ended() {
      return new Entry(model, version, failures, naming, reason, false, good, at, servedAt, chosen);
    }
  }

  /**
   * An engine that was the fastest one.
   *
   * @param at when engines were compared, in milliseconds since 1970
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Chosen(String engine, long at) {
    boolean isKept(long now) {
      return now - at < ENGINE_KEPT.toMillis();
    }
  }

  /** The content of the file. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Contents(String setting, List<Entry> loads) {}

  /**
   * Opens the history.
   *
   * @param file created at the first write, including its folder
   * @param settings that a load depends on besides the version and the build
   */
  public static LoadHistory in(Path file, Map<String, String> settings) {
    return new LoadHistory(file, ChildJvm.fingerprint(settings), InstantSource.system());
  }

  /**
   * @param setting that a load depends on besides the version
   */
  LoadHistory(Path file, String setting, InstantSource clock) {
    this.file = file;
    this.setting = setting;
    this.clock = clock;
    read().ifPresent(this::take);
  }

  private Optional<Contents> read() {
    try {
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      if (Files.size(file) > MAX_FILE_BYTES) {
        throw new IOException("the file has " + Files.size(file) + " bytes");
      }
      return Optional.of(JSON.readValue(Files.readAllBytes(file), Contents.class));
    } catch (IOException e) {
      LOG.warnf("%s cannot be read and is replaced: %s", file, e.getMessage());
      return Optional.empty();
    }
  }

  private void take(Contents contents) {
    boolean same = setting.equals(contents.setting());
    List<Entry> loads = contents.loads() == null ? List.of() : contents.loads();
    for (Entry entry : loads) {
      if (entry.loading() && same) {
        LOG.warnf(
            "model=%s crashed this process while it was being loaded, or the process was killed"
                + " during that time (%d in a row)",
            entry.ref(), entry.failures());
      }
      Entry known = same ? entry.ended() : entry.withoutLoads();
      entries.put(known.ref(), known);
    }
  }

  /** Past loads of a version. */
  public synchronized Past past(ModelRef ref) {
    Entry entry = entries.get(ref);
    if (entry == null) {
      return NONE;
    }
    Chosen chosen = entry.chosen();
    return new Past(
        entry.failures(),
        entry.naming(),
        entry.reason(),
        entry.at(),
        entry.good(),
        chosen != null && chosen.isKept(clock.millis()) ? chosen.engine() : null);
  }

  /** The version of a model that served here last. */
  public synchronized OptionalInt served(String model) {
    return entries.values().stream()
        .filter(entry -> entry.model().equals(model) && entry.servedAt() > 0)
        .max(Comparator.comparingLong(Entry::servedAt))
        .map(entry -> OptionalInt.of(entry.version()))
        .orElse(OptionalInt.empty());
  }

  /** Time since a version's last failure, in milliseconds. */
  public long sinceFailure(Past past) {
    return Math.max(0, clock.millis() - past.at());
  }

  /**
   * Records that a load in this process begins, which counts as failed until it is {@link #loaded}.
   *
   * @param naming decision that asks for it
   */
  public synchronized void begins(ModelRef ref, String naming) {
    String reason = "the process that was loading it ended";
    put(entry(ref).failed(naming, reason, true, clock.millis()));
  }

  /** Records that a load crashed, hung or exceeded a limit. */
  public synchronized void failed(ModelRef ref, String naming, String reason) {
    put(entry(ref).failed(naming, reason, false, clock.millis()));
  }

  /** Records that a load ended for reasons that do not show whether it is safe. */
  public synchronized void withdrawn(ModelRef ref) {
    put(entry(ref).withdrawn());
  }

  /**
   * Records a successful load.
   *
   * @param content identifies its graphs and the libraries that loaded them
   * @param engine that it runs on, and so the fastest one
   */
  public synchronized void loaded(ModelRef ref, String content, String engine) {
    put(entry(ref).loaded(content, engine, clock.millis()));
  }

  /** Records that a version serves. */
  public synchronized void serves(ModelRef ref) {
    // Strictly later than the previous one, whatever the clock's resolution.
    long last = entries.values().stream().mapToLong(Entry::servedAt).max().orElse(0);
    put(entry(ref).served(Math.max(clock.millis(), last + 1)));
  }

  private Entry entry(ModelRef ref) {
    return entries.getOrDefault(ref, Entry.of(ref));
  }

  private void put(Entry entry) {
    entries.put(entry.ref(), entry);
    while (entries.size() > MAX_ENTRIES) {
      entries.values().stream()
          .min(Comparator.comparingLong(Entry::at))
          .ifPresent(oldest -> entries.remove(oldest.ref()));
    }
    write();
  }

  /** Writes the file; a failure, such as a full disk, does not prevent serving. */
  private void write() {
    try {
      var loads = new ArrayList<>(entries.values());
      loads.sort(Comparator.comparing(Entry::model).thenComparing(Entry::version));
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path part = file.resolveSibling(file.getFileName() + ".part");
      try (var channel =
          FileChannel.open(
              part,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        var bytes = ByteBuffer.wrap(bytes(loads));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      LOG.warnf(
          "cannot write %s, so a restarted process will not know which versions failed: %s",
          file, e.toString());
    }
  }

  private byte[] bytes(List<Entry> loads) throws JsonProcessingException {
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(new Contents(setting, loads));
  }
}
