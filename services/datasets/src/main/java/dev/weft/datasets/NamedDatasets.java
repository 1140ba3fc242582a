package dev.weft.datasets;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.weft.base.Sha256;
import dev.weft.base.StoredFormat;
import dev.weft.base.StoredFormat.UnknownFormatException;
import dev.weft.events.label.DatasetName;
import dev.weft.objectstore.GetResult;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.StoreUnavailableException;
import dev.weft.objectstore.StoredObject;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Named data sets in the object store. A data set exists once its definition exists, and is
 * immutable until it is deleted. Thread-safe; methods throw the exceptions of {@link
 * ObjectStore}'s.
 */
public final class NamedDatasets {
  private static final Logger LOG = System.getLogger(NamedDatasets.class.getName());
  private static final String ROOT = "named-datasets/";
  private static final String DEFINITION = ".json";
  private static final int MAX_BYTES = 1 << 20;
  private static final int FORMAT = 1;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
          .build();

  private final ObjectStore store;
  private final String bucket;

  /**
   * @param bucket the bucket of {@code named-datasets/}; must exist
   */
  public NamedDatasets(ObjectStore store, String bucket) {
    this.store = store;
    this.bucket = bucket;
  }

  /**
   * Returns the data set of a name; empty if there is none.
   *
   * @throws UncheckedIOException if its definition is invalid
   */
  public Optional<NamedDataset> find(String name) {
    return DatasetName.isValid(name) ? read(key(name)) : Optional.empty();
  }

  /**
   * Returns the newest data sets, newest first, without those whose definition is invalid.
   *
   * @param model the model of the labels; null for all
   */
  public List<NamedDataset> newest(String model, int limit) {
    List<StoredObject> definitions = definitions();
    definitions.sort(
        Comparator.comparing(StoredObject::lastModified)
            .reversed()
            .thenComparing(StoredObject::key));
    List<NamedDataset> found = new ArrayList<>();
    for (Iterator<StoredObject> i = definitions.iterator(); i.hasNext() && found.size() < limit; ) {
      readable(i.next().key())
          .filter(set -> model == null || model.equals(set.model()))
          .ifPresent(found::add);
    }
    return found;
  }

  private List<StoredObject> definitions() {
    List<StoredObject> definitions = new ArrayList<>();
    store
        .list(bucket, ROOT, null)
        .forEachRemaining(
            object -> {
              if (isDefinition(object.key())) {
                definitions.add(object);
              }
            });
    return definitions;
  }

  private static boolean isDefinition(String key) {
    return key.endsWith(DEFINITION)
        && DatasetName.isValid(key.substring(ROOT.length(), key.length() - DEFINITION.length()));
  }

  private Optional<NamedDataset> readable(String key) {
    try {
      return read(key);
    } catch (UncheckedIOException | UnknownFormatException e) {
      LOG.log(Level.WARNING, "skipped an invalid data set: {0}", e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<NamedDataset> read(String key) {
    if (!(store.get(bucket, key, MAX_BYTES) instanceof GetResult.Found found)) {
      return Optional.empty();
    }
    try {
      JsonNode tree = JSON.readTree(found.bytes());
      StoredFormat.require(key, tree.path(StoredFormat.MEMBER).asInt(StoredFormat.FIRST), FORMAT);
      return Optional.of(JSON.treeToValue(tree, NamedDataset.class));
    } catch (IOException e) {
      throw new UncheckedIOException(
          key + " is not the definition of a data set: " + e.getMessage(), e);
    }
  }

  /**
   * Computes the definition of a data set without storing it.
   *
   * @param images in any order, without duplicates
   */
  public static NamedDataset describe(
      String name,
      String model,
      DatasetFilter filter,
      Collection<DatasetImage> images,
      Instant now) {
    Map<String, Integer> labels = new TreeMap<>();
    images.forEach(image -> labels.merge(image.labeled().label(), 1, Integer::sum));
    try {
      String id = write(images, OutputStream.nullOutputStream());
      return new NamedDataset(name, model, filter, id, images.size(), labels, now);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Stores a data set, unless its name exists already; returns the valid definition. If the name
   * already stands for these images and their lines are missing, they are stored again.
   *
   * @param dataset the result of {@link #describe} for {@code images}
   */
  public NamedDataset create(NamedDataset dataset, Collection<DatasetImage> images) {
    Optional<NamedDataset> before = find(dataset.name());
    if (before.isPresent()) {
      if (before.get().id().equals(dataset.id()) && !hasImages(dataset.id())) {
        put(dataset.id(), images);
      }
      return before.get();
    }
    // The images first, so that a name never refers to missing ones.
    put(dataset.id(), images);
    try {
      byte[] definition = JSON.writeValueAsBytes(dataset);
      store.putIfAbsent(bucket, key(dataset.name()), definition, "application/json", Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // The last other name of the same images may have been deleted concurrently.
    if (!hasImages(dataset.id())) {
      put(dataset.id(), images);
    }
    return find(dataset.name()).orElse(dataset);
  }

  private boolean hasImages(String id) {
    return store.stat(bucket, imagesKey(id)).isPresent();
  }

  /**
   * Deletes a data set and frees its name. The images' lines are removed if no other name refers to
   * them; the images themselves and their labels are kept. Does nothing if there is no such data
   * set.
   *
   * @throws UncheckedIOException if its definition is invalid
   */
  public void delete(String name) {
    Optional<NamedDataset> found = find(name);
    if (found.isEmpty()) {
      return;
    }
    // The name first: an interruption then leaves unreferenced lines rather than a name without
    // lines.
    store.delete(bucket, key(name));
    String id = found.get().id();
    boolean isNeeded =
        definitions().stream()
            .flatMap(definition -> readable(definition.key()).stream())
            .anyMatch(other -> other.id().equals(id));
    if (!isNeeded) {
      store.delete(bucket, imagesKey(id));
    }
  }

  private void put(String id, Collection<DatasetImage> images) {
    try {
      Path file = Files.createTempFile("weft-dataset", ".jsonl");
      try {
        try (OutputStream out = Files.newOutputStream(file)) {
          write(images, out);
        }
        store.putFile(bucket, imagesKey(id), file, "application/jsonl");
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the images of a data set to a file", e);
    }
  }

  /** Writes the lines; returns their SHA-256. */
  private static String write(Collection<DatasetImage> images, OutputStream out)
      throws IOException {
    MessageDigest digest = Sha256.digest();
    List<DatasetImage> sorted =
        images.stream().sorted(Comparator.comparing(image -> image.labeled().imageId())).toList();
    try (var lines =
        new BufferedWriter(
            new OutputStreamWriter(new DigestOutputStream(out, digest), StandardCharsets.UTF_8))) {
      for (DatasetImage image : sorted) {
        lines.write(image.toLine());
        lines.write('\n');
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * Opens the stored lines of the images; the caller closes the stream. Empty if they are missing.
   */
  public Optional<InputStream> lines(NamedDataset dataset) {
    return store.open(bucket, imagesKey(dataset.id()));
  }

  /**
   * Reads the images, sorted by id; empty if they are missing.
   *
   * @throws StoreUnavailableException if the store fails while reading
   */
  public Optional<List<DatasetImage>> images(NamedDataset dataset) {
    return lines(dataset).map(in -> read(dataset, in));
  }

  private static List<DatasetImage> read(NamedDataset dataset, InputStream in) {
    try (var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return lines.lines().map(DatasetImage::ofLine).toList();
    } catch (IOException | UncheckedIOException e) {
      throw new StoreUnavailableException(
          "the object store closed the connection while sending the data set " + dataset.name(), e);
    }
  }

  private static String key(String name) {
    return ROOT + name + DEFINITION;
  }

  private static String imagesKey(String id) {
    return ROOT + "images/" + id + ".jsonl";
  }
}
