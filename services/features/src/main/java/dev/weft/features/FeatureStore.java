package dev.weft.features;

import dev.weft.base.Sha256;
import dev.weft.imaging.Preprocessing;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.StoreUnavailableException;
import dev.weft.objectstore.StoredObject;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Features by image, base and preprocessing: {@code features/<base>/<preprocessing>/<segment>} in
 * the bucket. Each segment is named by its SHA-256 and immutable. Later trainings, on any machine,
 * compute only what is missing.
 *
 * <p>Segments whose name begins with {@value #ANSWERED} hold what classifiers computed when they
 * answered, of images that may never be labeled. They are removed, oldest first, beyond a total
 * size; a training copies what it uses of them.
 */
public final class FeatureStore {
  private static final Logger LOG = System.getLogger(FeatureStore.class.getName());

  private static final String ROOT = "features/";
  private static final String ANSWERED = "answered-";
  private static final String PART = ".part";

  /** A segment has a few megabytes: its transfer takes seconds. */
  private static final Duration TRANSFER = Duration.ofHours(1);

  private static final Pattern SEGMENT =
      Pattern.compile(ROOT + "[^/]+/[^/]+/(?:" + ANSWERED + ")?[0-9a-f]{64}");

  private final ObjectStore store;
  private final String bucket;
  private final Path cache;

  /**
   * @param cache directory of this process for memory-mapped copies; 16 KB per training image
   */
  public FeatureStore(ObjectStore store, String bucket, Path cache) {
    this.store = store;
    this.bucket = bucket;
    this.cache = cache;
  }

  /**
   * Opens a base's features; downloads segments that this machine lacks.
   *
   * @param base see {@link Bases#id}
   */
  public FeatureSet open(String base, Preprocessing preprocessing) {
    String prefix = prefix(base, preprocessing);
    Path directory = cache.resolve(prefix);
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot store features in " + directory, e);
    }
    var set = new FeatureSet(this, prefix);
    refresh(set);
    return set;
  }

  /** Adds segments to a set that it lacks. */
  void refresh(FeatureSet set) {
    Iterator<StoredObject> segments = store.list(bucket, set.prefix(), null);
    while (segments.hasNext()) {
      StoredObject object = segments.next();
      if (!set.isIndexed(object.key())) {
        fetch(object)
            .ifPresentOrElse(
                segment -> set.index(object.key(), segment, isAnswered(object.key())),
                () -> set.ignore(object.key()));
      }
    }
  }

  /**
   * Removes the features of images, for every base: affected segments are rewritten without them.
   * Open sets keep the segments that they have mapped.
   *
   * @param sha256 SHA-256 of the images' bytes
   * @return number of removed records
   */
  public int remove(Set<String> sha256) {
    Set<FeatureKey> images =
        sha256.stream().map(FeatureKey::image).collect(Collectors.toUnmodifiableSet());
    int removed = 0;
    Iterator<StoredObject> objects = store.list(bucket, ROOT, null);
    while (objects.hasNext()) {
      StoredObject object = objects.next();
      if (SEGMENT.matcher(object.key()).matches()) {
        removed += remove(object, images);
      }
    }
    return removed;
  }

  private int remove(StoredObject object, Set<FeatureKey> images) {
    Path file = cache.resolve(object.key());
    boolean wasHere = Files.exists(file);
    try {
      Files.createDirectories(file.getParent());
      Optional<Segment> segment = fetch(object).filter(each -> each.holdsAny(images));
      int removed = 0;
      if (segment.isPresent()) {
        byte[] rest = segment.get().without(images);
        int left = rest == null ? 0 : add(rest(object.key()), rest).segment().records();
        removed = segment.get().records() - left;
        store.delete(bucket, object.key());
      }
      if (!wasHere || removed > 0) {
        Files.deleteIfExists(file);
      }
      return removed;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove features from " + file, e);
    }
  }

  /** The key of a segment without its SHA-256. */
  private static String rest(String key) {
    return key.substring(0, key.length() - 64);
  }

  private static boolean isAnswered(String key) {
    return key.substring(key.lastIndexOf('/') + 1).startsWith(ANSWERED);
  }

  /** The key of a base's segments without their SHA-256. */
  static String prefix(String base, Preprocessing preprocessing) {
    return "%s%s/%s/".formatted(ROOT, base, id(preprocessing));
  }

  /** The key of segments of answered images, without their SHA-256. */
  static String answeredPrefix(String base, Preprocessing preprocessing) {
    return prefix(base, preprocessing) + ANSWERED;
  }

  /**
   * Removes the oldest segments of answered images, of all bases, until the rest has at most a
   * total size.
   *
   * @return number of removed segments
   */
  public int limitAnswered(long maxBytes) {
    List<StoredObject> answered = new ArrayList<>();
    store
        .list(bucket, ROOT, null)
        .forEachRemaining(
            object -> {
              if (SEGMENT.matcher(object.key()).matches() && isAnswered(object.key())) {
                answered.add(object);
              }
            });
    answered.sort(Comparator.comparing(StoredObject::lastModified));
    long bytes = answered.stream().mapToLong(StoredObject::size).sum();
    int removed = 0;
    for (StoredObject oldest : answered) {
      if (bytes <= maxBytes) {
        break;
      }
      store.delete(bucket, oldest.key());
      bytes -= oldest.size();
      removed++;
    }
    return removed;
  }

  /**
   * Deletes this machine's copies of segments that another trainer has removed from the store, and
   * transfers that a killed process left unfinished.
   */
  public void forgetRemoved() {
    if (!Files.isDirectory(cache.resolve(ROOT))) {
      return;
    }
    try (Stream<Path> files = Files.walk(cache.resolve(ROOT))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String key = cache.relativize(file).toString().replace(File.separatorChar, '/');
        if (isUnfinished(file)
            || SEGMENT.matcher(key).matches() && store.stat(bucket, key).isEmpty()) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + cache, e);
    }
  }

  private static boolean isUnfinished(Path file) throws IOException {
    if (!file.toString().endsWith(PART)) {
      return false;
    }
    try {
      return Files.getLastModifiedTime(file).toInstant().isBefore(Instant.now().minus(TRANSFER));
    } catch (NoSuchFileException e) {
      // The transfer has ended.
      return false;
    }
  }

  /** Returns the id of a preprocessing, such as {@code 299x299-stretch-minus_one_to_one}. */
  public static String id(Preprocessing preprocessing) {
    return "%dx%d-%s-%s"
        .formatted(
            preprocessing.width(),
            preprocessing.height(),
            preprocessing.resize(),
            preprocessing.scaling())
        .toLowerCase(Locale.ROOT);
  }

  /**
   * Writes a segment to the store and to the local cache.
   *
   * @param prefix the key without the segment's SHA-256
   */
  Stored add(String prefix, byte[] bytes) {
    String name = Sha256.hex(bytes);
    store.putIfAbsent(bucket, prefix + name, bytes, "application/octet-stream", Map.of());
    Path file = cache.resolve(prefix + name);
    try {
      write(bytes, file);
      return new Stored(prefix + name, Segment.map(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot store features in " + file, e);
    }
  }

  /** A segment in the store, with its copy on this machine. */
  record Stored(String key, Segment segment) {}

  /** Returns empty if the object is not a valid segment: its images are computed again. */
  private Optional<Segment> fetch(StoredObject object) {
    Path file = cache.resolve(object.key());
    try {
      return fetch(object, file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot store features in " + file, e);
    }
  }

  private Optional<Segment> fetch(StoredObject object, Path file) throws IOException {
    if ((!Files.exists(file) || Files.size(file) != object.size()) && !download(object, file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Segment.map(file));
    } catch (IOException e) {
      LOG.log(Level.WARNING, "{0} is ignored: {1}", object.key(), e.getMessage());
      return Optional.empty();
    }
  }

  /** Returns false if the object has been removed, or its content does not match its name. */
  private boolean download(StoredObject object, Path file) throws IOException {
    String key = object.key();
    for (int reads = 0; reads < 2; reads++) {
      Optional<InputStream> content = store.open(bucket, key);
      if (content.isEmpty()) {
        return false;
      }
      byte[] bytes = readAll(key, content.get());
      if (key.endsWith(Sha256.hex(bytes))) {
        write(bytes, file);
        return true;
      }
    }
    deleteDamaged(key);
    return false;
  }

  /** While it exists, no segment with the content that it should have can be stored. */
  private void deleteDamaged(String key) {
    if (SEGMENT.matcher(key).matches()) {
      LOG.log(Level.WARNING, "{0} is damaged and deleted", key);
      store.delete(bucket, key);
    } else {
      LOG.log(Level.WARNING, "{0} is not a segment and ignored", key);
    }
  }

  private static byte[] readAll(String key, InputStream content) {
    try (content) {
      return content.readAllBytes();
    } catch (IOException e) {
      throw new StoreUnavailableException("the download of " + key + " ended early: " + e, e);
    }
  }

  private static void write(byte[] bytes, Path file) throws IOException {
    Path part = Files.createTempFile(file.getParent(), "segment", PART);
    try {
      Files.write(part, bytes);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
