package dev.weft.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Selects the tags by which images are sliced: of the {@value #MAX_KEYS} most frequent keys, the
 * {@value #MAX_VALUES} most frequent values with at least {@value #LEAST_IMAGES} images each. The
 * remaining values of a key form one slice; keys without such a value, such as file names, are
 * ignored.
 */
public final class TagTable {
  static final int MAX_KEYS = 16;
  static final int MAX_VALUES = 30;
  static final int LEAST_IMAGES = 5;

  private final List<Tag> tags;
  private final Map<String, Map<String, Integer>> places = new HashMap<>();

  private TagTable(List<Tag> tags) {
    this.tags = List.copyOf(tags);
    for (int i = 0; i < tags.size(); i++) {
      Tag tag = tags.get(i);
      places.computeIfAbsent(tag.key(), key -> new HashMap<>()).put(tag.value(), i);
    }
  }

  /** Selects from the tags of images. */
  public static TagTable of(List<Map<String, String>> images) {
    Map<String, Map<String, Integer>> counts = new TreeMap<>();
    images.forEach(
        image ->
            image.forEach(
                (key, value) ->
                    counts
                        .computeIfAbsent(key, any -> new TreeMap<>())
                        .merge(value, 1, Integer::sum)));
    Map<String, List<String>> frequent = new LinkedHashMap<>();
    counts.forEach((key, values) -> frequent.put(key, mostFrequent(values)));
    frequent.values().removeIf(List::isEmpty);
    List<Tag> chosen = new ArrayList<>();
    frequent.keySet().stream()
        .sorted(Comparator.comparingInt((String key) -> -sum(counts.get(key))))
        .limit(MAX_KEYS)
        .sorted()
        .forEach(
            key -> {
              List<String> values = frequent.get(key);
              values.forEach(value -> chosen.add(new Tag(key, value)));
              if (values.size() < counts.get(key).size()) {
                chosen.add(new Tag(key, null));
              }
            });
    return new TagTable(chosen);
  }

  private static int sum(Map<String, Integer> values) {
    return values.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Equally frequent values are sorted by name. */
  private static List<String> mostFrequent(Map<String, Integer> values) {
    return values.entrySet().stream()
        .filter(value -> value.getValue() >= LEAST_IMAGES)
        .sorted(Comparator.comparingInt(value -> -value.getValue()))
        .limit(MAX_VALUES)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Returns the tags by key, with the most frequent value first and the remaining values last. */
  public List<Tag> tags() {
    return tags;
  }

  /** Returns the indices of an image's tags, ascending. */
  public List<Integer> indexes(Map<String, String> image) {
    List<Integer> indexes = new ArrayList<>();
    image.forEach(
        (key, value) -> {
          Map<String, Integer> known = places.get(key);
          if (known != null) {
            Integer place = known.get(value);
            indexes.add(place == null ? known.get(null) : place);
          }
        });
    return indexes.stream().sorted().toList();
  }
}
