package dev.weft.console.label;

import dev.weft.base.DaemonThreads;
import dev.weft.base.Sha256;
import dev.weft.client.Tags;
import dev.weft.client.Upload;
import dev.weft.client.WeftClient;
import dev.weft.client.WeftException;
import dev.weft.client.image.Image;
import dev.weft.client.image.LabelSource;
import dev.weft.client.label.LabelRequest;
import dev.weft.console.CliException;
import dev.weft.console.ExitCode;
import dev.weft.console.FileFault;
import dev.weft.console.ServerFault;
import dev.weft.console.photo.PhotoBytes;
import dev.weft.console.terminal.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Labels pictures on several threads, and uploads those that the server does not have. A file's id
 * is a hash of its bytes, so that the same picture is uploaded once, from whatever file or client.
 * One use per instance.
 */
public final class Labeler {

  private static final String PREFIX = "sha256-";
  private static final int ID_BYTES = 20;

  private final WeftClient client;
  private final String model;
  private final String prefix;
  private final LabelSource source;
  private final String by;
  private final boolean forTraining;
  private final Progress progress;
  private final LabelOutcomes outcomes = new LabelOutcomes();
  private final Map<String, LabelEntry> claims = new ConcurrentHashMap<>();
  private final AtomicReference<CliException> broken = new AtomicReference<>();

  /**
   * @param model that pictures are uploaded for, a part of their ids; null for the default
   * @param source of the labels
   * @param by who gave the labels, for entries that do not name anyone; null if unknown
   * @param forTraining whether uploads are only used for training, so that they are not classified
   */
  public Labeler(
      WeftClient client,
      String model,
      LabelSource source,
      String by,
      boolean forTraining,
      Progress progress) {
    this.client = client;
    this.model = model;
    this.prefix = model == null ? "" : model + "-";
    this.source = source;
    this.by = by;
    this.forTraining = forTraining;
    this.progress = progress;
  }

  /**
   * Labels all pictures.
   *
   * @throws CliException if the server is unavailable for longer than the client retries
   */
  public LabelOutcomes label(List<LabelEntry> entries, int threads) {
    AtomicInteger next = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(threads);
    progress.update(0, entries.size(), "");
    for (int i = 0; i < threads; i++) {
      DaemonThreads.start("label-" + i, () -> labelSome(entries, next, done));
    }
    try {
      done.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException(ExitCode.FAILED, "interrupted", "", e);
    }
    if (broken.get() != null) {
      throw broken.get();
    }
    return outcomes;
  }

  private void labelSome(List<LabelEntry> entries, AtomicInteger next, CountDownLatch done) {
    try {
      for (int i = next.getAndIncrement();
          i < entries.size() && broken.get() == null;
          i = next.getAndIncrement()) {
        label(entries.get(i));
        progress.update(outcomes.done(), entries.size(), outcomes.uploaded() + " new");
      }
    } catch (WeftException e) {
      broken.compareAndSet(null, ServerFault.of(e));
    } catch (RuntimeException | Error e) {
      broken.compareAndSet(null, new CliException(ExitCode.FAILED, "labeling failed: " + e, "", e));
    } finally {
      done.countDown();
    }
  }

  private void label(LabelEntry entry) {
    try {
      if (entry.file() == null) {
        label(entry, entry.imageId(), entry.picture());
        return;
      }
      byte[] bytes = PhotoBytes.read(entry.file());
      label(entry, prefix + id(bytes), () -> bytes);
    } catch (IOException e) {
      unreadable(entry, e);
    } catch (UncheckedIOException e) {
      unreadable(entry, e.getCause());
    }
  }

  private void unreadable(LabelEntry entry, IOException why) {
    outcomes.failed(entry, "cannot be read: " + FileFault.of(why));
  }

  private void label(LabelEntry entry, String id, Supplier<byte[]> picture) {
    LabelEntry first = claims.putIfAbsent(id, entry);
    if (first != null) {
      repeated(entry, first);
      return;
    }
    Optional<Image> known = client.images().find(id);
    if (known.isPresent() && entry.label().equals(known.get().label())) {
      outcomes.unchanged(entry);
      return;
    }
    boolean isNew = known.isEmpty() && picture != null;
    String who = entry.by() == null ? by : entry.by();
    try {
      if (isNew) {
        client.images().upload(upload(entry, id, picture.get()));
      }
      client.images().label(id, new LabelRequest(entry.label(), who, source));
      outcomes.labeled(entry, isNew);
    } catch (WeftException e) {
      if (!e.isAboutTheImage()) {
        throw e;
      }
      outcomes.failed(entry, e.reason());
    }
  }

  private Upload upload(LabelEntry entry, String id, byte[] bytes) {
    Map<String, String> tags =
        entry.file() == null ? Map.of() : Tags.withFile(Map.of(), entry.file());
    return Upload.of(bytes).id(id).model(model).tags(tags).forTraining(forTraining);
  }

  private void repeated(LabelEntry entry, LabelEntry first) {
    if (entry.label().equals(first.label())) {
      outcomes.repeated(entry);
    } else {
      outcomes.failed(
          entry,
          "is the same image as %s, whose label is %s".formatted(first.name(), first.label()));
    }
  }

  /** Computes the id of a picture. */
  public static String id(byte[] bytes) {
    return PREFIX + Sha256.hex(bytes, ID_BYTES);
  }
}
