package dev.weft.gateway.views.streams;

import dev.weft.events.image.ImageErased;
import dev.weft.gateway.views.ImageCount;
import dev.weft.gateway.views.ImageFilter;
import dev.weft.gateway.views.ImageQueries;
import dev.weft.gateway.views.ImageView;
import dev.weft.gateway.views.ImagesAtKey;
import dev.weft.gateway.views.LabelCounts;
import dev.weft.gateway.views.PagePosition;
import dev.weft.gateway.views.ViewSlice;
import dev.weft.gateway.views.ViewsUnavailableException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.QueryableStoreTypes;

/**
 * Views of the partitions that this replica owns, and the owners of the others. Does not query
 * other replicas.
 */
public final class LocalViews implements ImageQueries {

  private static final Serializer<String> KEYS = new StringSerializer();

  private final KafkaStreams streams;
  private final HostInfo self;

  /**
   * Creates the views of a running application.
   *
   * @param self address of this replica for others
   */
  public LocalViews(KafkaStreams streams, HostInfo self) {
    this.streams = streams;
    this.self = self;
  }

  @Override
  public Optional<ImageView> get(String imageId) {
    return guarded(() -> readerOf(imageId).get(imageId));
  }

  @Override
  public ViewSlice list(ImageFilter filter, PagePosition after, int limit) {
    return guarded(
        () ->
            ViewSlice.merge(
                partitions().stream()
                    .map(partition -> reader(partition).list(filter, after, limit))
                    .toList(),
                limit));
  }

  @Override
  public Optional<ImageErased> erasure(String imageId) {
    return guarded(() -> readerOf(imageId).erasure(imageId));
  }

  /** The reader of the image's partition, which this replica must own. */
  private PartitionReader readerOf(String imageId) {
    KeyQueryMetadata owner = owner(imageId);
    if (!owner.activeHost().equals(self)) {
      throw new ViewsUnavailableException(
          "image " + imageId + " is now owned by " + owner.activeHost());
    }
    return reader(owner.partition());
  }

  /**
   * Images that other programs put under an object's key, in the partitions that this replica owns.
   */
  public ImagesAtKey imagesAt(String key) {
    return guarded(
        () -> {
          Set<Integer> partitions = partitions();
          return new ImagesAtKey(
              partitions,
              partitions.stream()
                  .flatMap(partition -> reader(partition).imagesAt(key).stream())
                  .collect(Collectors.toSet()));
        });
  }

  /**
   * The first unfinished erasures of each partition that this replica owns.
   *
   * @param wanted selects images by id
   */
  public List<ImageErased> unfinishedErasures(Predicate<String> wanted, int eachPartition) {
    return guarded(
        () ->
            partitions().stream()
                .map(partition -> reader(partition).unfinishedErasures(wanted, eachPartition))
                .flatMap(List::stream)
                .toList());
  }

  /**
   * Passes the newest images of a list in each partition to a consumer, one partition at a time, so
   * that only the images of one partition are in memory.
   *
   * @param eachPartition maximum number of images per partition, at least 1
   * @return the partitions that were read
   */
  public Set<Integer> newest(ImageFilter filter, int eachPartition, Consumer<ImageView> reader) {
    return guarded(
        () -> {
          Set<Integer> partitions = partitions();
          for (int partition : partitions) {
            reader(partition).list(filter, null, eachPartition).images().forEach(reader);
          }
          return partitions;
        });
  }

  /** Number of images in a list; time is proportional to its entries in the index. */
  public ImageCount count(ImageFilter filter) {
    return guarded(
        () -> {
          Set<Integer> partitions = partitions();
          return new ImageCount(
              partitions, partitions.stream().mapToLong(p -> reader(p).count(filter)).sum());
        });
  }

  /** Number of images by label; time is proportional to their entries in the index. */
  public LabelCounts labels() {
    return guarded(
        () -> LabelCounts.sum(partitions().stream().map(p -> reader(p).labels()).toList()));
  }

  /** The start offsets from which the views of each owned partition were built. */
  Map<Integer, ViewOrigins> origins() {
    return guarded(
        () -> {
          Map<Integer, ViewOrigins> origins = new TreeMap<>();
          for (int partition : partitions()) {
            origins.put(partition, ViewOrigins.of(reader(partition).views()));
          }
          return origins;
        });
  }

  /** The partitions that this replica owns now. */
  public Set<Integer> owned() {
    return guarded(this::partitions);
  }

  /** The partition of an image, whichever replica owns it. */
  public int partitionOf(String imageId) {
    return guarded(() -> owner(imageId).partition());
  }

  public HostInfo ownerOf(String imageId) {
    return guarded(() -> owner(imageId).activeHost());
  }

  public HostInfo self() {
    return self;
  }

  /** The replicas that own at least one partition. */
  public Set<HostInfo> owners() {
    return guarded(
        () ->
            streams.streamsMetadataForStore(ViewTopology.VIEWS).stream()
                .map(StreamsMetadata::hostInfo)
                .collect(Collectors.toSet()));
  }

  private KeyQueryMetadata owner(String imageId) {
    KeyQueryMetadata owner = streams.queryMetadataForKey(ViewTopology.VIEWS, imageId, KEYS);
    if (owner == null || owner.equals(KeyQueryMetadata.NOT_AVAILABLE)) {
      throw new ViewsUnavailableException("no replica owns the partition of image " + imageId);
    }
    return owner;
  }

  private Set<Integer> partitions() {
    return streams.streamsMetadataForStore(ViewTopology.VIEWS).stream()
        .filter(metadata -> metadata.hostInfo().equals(self))
        .flatMap(metadata -> metadata.topicPartitions().stream())
        .map(partition -> partition.partition())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private PartitionReader reader(int partition) {
    return new PartitionReader(
        partition,
        streams.store(
            StoreQueryParameters.fromNameAndType(
                    ViewTopology.VIEWS, QueryableStoreTypes.<String, byte[]>keyValueStore())
                .withPartition(partition)),
        streams.store(
            StoreQueryParameters.fromNameAndType(
                    ViewTopology.INDEX, QueryableStoreTypes.<Bytes, byte[]>keyValueStore())
                .withPartition(partition)));
  }

  private static <T> T guarded(Supplier<T> query) {
    try {
      return query.get();
    } catch (InvalidStateStoreException e) {
      throw new ViewsUnavailableException("the views are starting or being reassigned", e);
    } catch (IllegalStateException e) {
      throw new ViewsUnavailableException("the views are not running", e);
    }
  }
}
