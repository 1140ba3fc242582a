package dev.weft.gateway.erasures;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weft.datasets.NamedDataset;
import dev.weft.datasets.NamedDatasets;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.StoreUnavailableException;
import dev.weft.objectstore.StoredObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which data sets name some images: those that trainings were on, and those that have a name. Reads
 * all of them once, line by line: it takes as long as they are large, and no memory. Methods throw
 * what {@link ObjectStore}'s do.
 */
final class DatasetMembers {

  private static final String DATASETS = "datasets/";
  private static final String LINES = ".jsonl";

  private static final ObjectReader LINE =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build()
          .readerFor(Line.class);

  private final ObjectStore store;
  private final String bucket;
  private final NamedDatasets named;

  DatasetMembers(ObjectStore store, String bucket, NamedDatasets named) {
    this.store = store;
    this.bucket = bucket;
    this.named = named;
  }

  /**
   * What a line of either kind of data set says of its image.
   *
   * @param image of a training's data set: the image; null of a named one
   * @param imageId the same of a named one
   * @param leftOut why a training's data set left it out; null if it did not
   */
  private record Line(String image, String imageId, String leftOut) {
    String id() {
      return image == null ? imageId : image;
    }
  }

  /**
   * Data sets that name an image.
   *
   * @param datasets ids of those that trainings were on
   * @param learned of these, those that do not say that they left it out
   * @param named names of the others
   */
  record Members(List<String> datasets, List<String> learned, List<String> named) {
    private Members() {
      this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }
  }

  /** The data sets of each image; of one that is in none, none. */
  Map<String, Members> of(Set<String> imageIds) {
    Map<String, Members> members = new HashMap<>();
    imageIds.forEach(id -> members.put(id, new Members()));
    Iterator<StoredObject> manifests = store.list(bucket, DATASETS, null);
    while (manifests.hasNext()) {
      String key = manifests.next().key();
      if (key.endsWith(LINES)) {
        String id = key.substring(DATASETS.length(), key.length() - LINES.length());
        for (Line line : lines(key, store.open(bucket, key), imageIds)) {
          Members found = members.get(line.id());
          found.datasets().add(id);
          if (line.leftOut() == null) {
            found.learned().add(id);
          }
        }
      }
    }
    for (NamedDataset dataset : named.newest(null, Integer.MAX_VALUE)) {
      lines(dataset.name(), named.lines(dataset), imageIds)
          .forEach(line -> members.get(line.id()).named().add(dataset.name()));
    }
    return members;
  }

  /** The lines about these images. */
  private static List<Line> lines(String name, Optional<InputStream> in, Set<String> imageIds) {
    if (in.isEmpty()) {
      return List.of();
    }
    Set<String> seen = new HashSet<>();
    List<Line> found = new ArrayList<>();
    try (var lines = new BufferedReader(new InputStreamReader(in.get(), StandardCharsets.UTF_8))) {
      for (String text = lines.readLine(); text != null; text = lines.readLine()) {
        Line line = LINE.readValue(text);
        if (line.id() != null && imageIds.contains(line.id()) && seen.add(line.id())) {
          found.add(line);
        }
      }
      return found;
    } catch (IOException | UncheckedIOException e) {
      throw new StoreUnavailableException("the data set " + name + " cannot be read", e);
    }
  }
}
