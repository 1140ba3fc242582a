package dev.weft.gateway.views.streams;

import dev.weft.events.image.ImageErased;
import dev.weft.gateway.views.ImageFilter;
import dev.weft.gateway.views.ImageView;
import dev.weft.gateway.views.LabelCounts;
import dev.weft.gateway.views.PagePosition;
import dev.weft.gateway.views.ViewSlice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Reads the stores of one partition.
 *
 * @param partition its number
 * @param views image id to {@link ImageView}
 * @param index keys of {@link IndexKeys}
 */
record PartitionReader(
    int partition,
    ReadOnlyKeyValueStore<String, byte[]> views,
    ReadOnlyKeyValueStore<Bytes, byte[]> index) {

  Optional<ImageView> get(String imageId) {
    return Optional.ofNullable(ViewJson.read(views.get(imageId), ImageView.class));
  }

  /** Images that other programs put under an object's key. */
  List<String> imagesAt(String key) {
    List<String> images = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> entries =
        index.range(IndexKeys.objectFrom(key), IndexKeys.objectTo(key))) {
      entries.forEachRemaining(entry -> images.add(IndexKeys.objectId(entry.key)));
    }
    return images;
  }

  Optional<ImageErased> erasure(String imageId) {
    return Erasures.of(views, imageId);
  }

  /** Unfinished erasures of selected images, the first {@code limit} by image id. */
  List<ImageErased> unfinishedErasures(Predicate<String> wanted, int limit) {
    List<ImageErased> unfinished = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> entries =
        index.range(IndexKeys.unfinishedFrom(), IndexKeys.unfinishedTo())) {
      while (unfinished.size() < limit && entries.hasNext()) {
        String imageId = IndexKeys.unfinishedId(entries.next().key);
        if (wanted.test(imageId)) {
          erasure(imageId).filter(erasure -> !erasure.finished()).ifPresent(unfinished::add);
        }
      }
    }
    return unfinished;
  }

  /**
   * Counts the images of each label in the index, without reading their views: an image that is
   * being moved may be counted twice or not at all.
   */
  LabelCounts labels() {
    Map<String, Long> images = new HashMap<>();
    long labeled = 0;
    try (KeyValueIterator<Bytes, byte[]> entries =
        index.range(IndexKeys.labeledFrom(), IndexKeys.labeledTo())) {
      while (entries.hasNext()) {
        String label = IndexKeys.name(entries.next().key);
        labeled++;
        if (images.size() < LabelCounts.MAX_LABELS || images.containsKey(label)) {
          images.merge(label, 1L, Long::sum);
        }
      }
    }
    return new LabelCounts(Set.of(partition), images, labeled);
  }

  /** Counts a list in the index, with the same accuracy as {@link #labels}. */
  long count(ImageFilter filter) {
    long images = 0;
    try (KeyValueIterator<Bytes, byte[]> entries =
        index.range(IndexKeys.from(filter, null), IndexKeys.to(filter))) {
      while (entries.hasNext()) {
        entries.next();
        images++;
      }
    }
    return images;
  }

  /** Scans a range of the index until it has {@code limit} images. */
  ViewSlice list(ImageFilter filter, PagePosition after, int limit) {
    List<ImageView> images = new ArrayList<>(limit);
    try (KeyValueIterator<Bytes, byte[]> entries =
        index.range(IndexKeys.from(filter, after), IndexKeys.to(filter))) {
      while (images.size() < limit && entries.hasNext()) {
        KeyValue<Bytes, byte[]> entry = entries.next();
        get(IndexKeys.position(entry.key).imageId())
            // A reader may see index and view at different times: an image counts only if both
            // agree.
            .filter(view -> IndexKeys.of(view).contains(entry.key))
            .ifPresent(images::add);
      }
      return new ViewSlice(Set.of(partition), images, entries.hasNext());
    }
  }
}
