package dev.weft.datasets;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.weft.base.Sha256;
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
 * Named data sets in the object store. A name is there when its definition is; nothing of it
 * changes until it is deleted. Thread-safe; methods throw what {@link ObjectStore}'s do.
 */
public final class NamedDatasets {
  private static final Logger LOG = System.getLogger(NamedDatasets.class.getName());
  private static final String ROOT = "named-datasets/";
  private static final String DEFINITION = ".json";
  private static final int MAX_BYTES = 1 << 20;

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
   * @param bucket that holds {@code named-datasets/}; must be there
   */
  public NamedDatasets(ObjectStore store, String bucket) {
    this.store = store;
    this.bucket = bucket;
  }

  /**
   * What a name stands for; empty if it stands for nothing.
   *
   * @throws UncheckedIOException if what lies there makes no sense
   */
  public Optional<NamedDataset> find(String name) {
    return DatasetName.isValid(name) ? read(key(name)) : Optional.empty();
  }

  /**
   * The newest data sets, newest first. One whose definition makes no sense is left out.
   *
   * @param model only of its labels; null for all
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
    } catch (UncheckedIOException e) {
      LOG.log(Level.WARNING, "a data set is left out: {0}", e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<NamedDataset> read(String key) {
    if (!(store.get(bucket, key, MAX_BYTES) instanceof GetResult.Found found)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(found.bytes(), NamedDataset.class));
    } catch (IOException e) {
      throw new UncheckedIOException(key + " defines no data set: " + e.getMessage(), e);
    }
  }

  /**
   * What these images would be under a name; nothing is kept.
   *
   * @param images in any order, each once
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
   * Gives images a name, unless it has a meaning already; what it stands for now is returned. If it
   * stands for these images and they are gone, they are put again.
   *
   * @param dataset as {@link #describe} made it of {@code images}
   */
  public NamedDataset create(NamedDataset dataset, Collection<DatasetImage> images) {
    Optional<NamedDataset> before = find(dataset.name());
    if (before.isPresent()) {
      if (before.get().id().equals(dataset.id()) && !hasImages(dataset.id())) {
        put(dataset.id(), images);
      }
      return before.get();
    }
    // The images first: a name is there when it means something.
    put(dataset.id(), images);
    try {
      byte[] definition = JSON.writeValueAsBytes(dataset);
      store.putIfAbsent(bucket, key(dataset.name()), definition, "application/json", Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // Somebody may have deleted the last other name of the same images meanwhile.
    if (!hasImages(dataset.id())) {
      put(dataset.id(), images);
    }
    return find(dataset.name()).orElse(dataset);
  }

  private boolean hasImages(String id) {
    return store.stat(bucket, imagesKey(id)).isPresent();
  }

  /**
   * Makes a name free again. The images' lines go when no other name stands for them; the images
   * themselves and their labels stay. Nothing happens if it stands for nothing.
   *
   * @throws UncheckedIOException if what lies there makes no sense
   */
  public void delete(String name) {
    Optional<NamedDataset> found = find(name);
    if (found.isEmpty()) {
      return;
    }
    // The name first: what is cut off here leaves lines that nobody reads, and no name without.
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
      throw new UncheckedIOException("cannot write a data set's images to a file", e);
    }
  }

  /** Writes the lines; SHA-256 of them. */
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

  /** The images' lines as they lie in the store; the caller closes it. Empty if they are gone. */
  public Optional<InputStream> lines(NamedDataset dataset) {
    return store.open(bucket, imagesKey(dataset.id()));
  }

  /**
   * The images, in the order of their ids; empty if they are gone.
   *
   * @throws StoreUnavailableException if the store breaks off
   */
  public Optional<List<DatasetImage>> images(NamedDataset dataset) {
    return lines(dataset).map(in -> read(dataset, in));
  }

  private static List<DatasetImage> read(NamedDataset dataset, InputStream in) {
    try (var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return lines.lines().map(DatasetImage::ofLine).toList();
    } catch (IOException | UncheckedIOException e) {
      throw new StoreUnavailableException(
          "the object store broke off the data set " + dataset.name(), e);
    }
  }

  private static String key(String name) {
    return ROOT + name + DEFINITION;
  }

  private static String imagesKey(String id) {
    return ROOT + "images/" + id + ".jsonl";
  }
}
