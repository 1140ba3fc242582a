package dev.weft.gateway.erasures;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weft.datasets.NamedDataset;
import dev.weft.datasets.NamedDatasets;
import dev.weft.events.object.TrainingKeys;
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
 * Finds the data sets that contain given images, both those of trainings and named ones. Reads all
 * data sets once, line by line: time grows with their size, memory does not. Methods throw the
 * exceptions of {@link ObjectStore}.
 */
final class DatasetMembers {

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
   * A line of either kind of data set.
   *
   * @param image id in a training's data set; null in a named one
   * @param imageId id in a named data set; null in a training's
   * @param leftOut why a training's data set left the image out; null if it did not
   */
  private record Line(String image, String imageId, String leftOut) {
    String id() {
      return image == null ? imageId : image;
    }
  }

  /**
   * Data sets that contain an image.
   *
   * @param datasets ids of trainings' data sets
   * @param learned those of them that did not leave the image out
   * @param named names of named data sets
   */
  record Members(List<String> datasets, List<String> learned, List<String> named) {
    private Members() {
      this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }
  }

  /** The data sets of each image; empty ones for an image that is in none. */
  Map<String, Members> of(Set<String> imageIds) {
    Map<String, Members> members = new HashMap<>();
    imageIds.forEach(id -> members.put(id, new Members()));
    Iterator<StoredObject> manifests = store.list(bucket, TrainingKeys.DATASETS, null);
    while (manifests.hasNext()) {
      String key = manifests.next().key();
      Optional<String> id = TrainingKeys.ofManifest(key);
      if (id.isPresent()) {
        for (Line line : lines(key, store.open(bucket, key), imageIds)) {
          Members found = members.get(line.id());
          found.datasets().add(id.get());
          if (line.leftOut() == null) {
            found.learned().add(id.get());
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

  /** The lines of given images. */
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
