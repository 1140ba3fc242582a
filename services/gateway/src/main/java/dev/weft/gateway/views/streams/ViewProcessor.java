package dev.weft.gateway.views.streams;

import dev.weft.events.WeftEvent;
import dev.weft.events.catalog.Topics;
import dev.weft.events.image.ImageErased;
import dev.weft.gateway.topics.RecordDecoder;
import dev.weft.gateway.views.ImageView;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;

/** Merges each record into its image's view and updates the image's index entries. */
final class ViewProcessor implements Processor<String, byte[], Void, Void> {

  private static final byte[] PRESENT = {1};

  private final List<String> topics;
  private final RecordDecoder decoder;
  private final ViewRetention retention;
  private final LongAdder ended;
  private final Map<String, Long> first = new HashMap<>();
  private boolean older;
  private ProcessorContext<Void, Void> context;
  private KeyValueStore<String, byte[]> views;
  private KeyValueStore<Bytes, byte[]> index;
  private ViewExpiry expiry;

  /**
   * @param topics that records come from
   * @param ended counts images whose view expires
   */
  ViewProcessor(
      List<String> topics, RecordDecoder decoder, ViewRetention retention, LongAdder ended) {
    this.topics = List.copyOf(topics);
    this.decoder = decoder;
    this.retention = retention;
    this.ended = ended;
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    this.context = context;
    views = context.getStateStore(ViewTopology.VIEWS);
    index = context.getStateStore(ViewTopology.INDEX);
    ViewOrigins origins = ViewOrigins.of(views);
    first.putAll(origins.first());
    older = origins.older();
    expiry =
        new ViewExpiry(
            retention, views, index, context::commit, ended, context.currentSystemTimeMs());
    if (expiry.isOn()) {
      context.schedule(ViewExpiry.PAUSE, PunctuationType.WALL_CLOCK_TIME, expiry::round);
    }
  }

  @Override
  public void process(Record<String, byte[]> record) {
    ConsumerRecord<String, byte[]> consumed = asConsumed(record);
    remember(consumed.topic(), consumed.offset());
    expiry.saw(record.timestamp(), context.currentSystemTimeMs());
    if (consumed.value() == null && consumed.topic().equals(Topics.IMAGES_LABELED)) {
      removeLabel(consumed.key(), consumed.timestamp());
      return;
    }
    Optional<WeftEvent> event = decoder.decode(consumed);
    if (event.isPresent() && event.get() instanceof ImageErased erased) {
      erase(erased, record.timestamp());
      return;
    }
    event
        .flatMap(ViewMerge::of)
        // Queries read the partition of an image's key: a view in another one would never be found.
        .filter(view -> view.imageId().equals(record.key()))
        .filter(view -> Erasures.of(views, view.imageId()).isEmpty())
        .ifPresent(view -> merge(view, record.timestamp()));
  }

  /**
   * Before the record itself is merged; otherwise views would look like those of an older release.
   */
  private void remember(String topic, long offset) {
    if (older) {
      ViewOrigins.whole(topics).forEach(this::begin);
      older = false;
    }
    Long known = first.get(topic);
    if (known == null || offset < known) {
      begin(topic, offset);
    }
  }

  private void begin(String topic, long offset) {
    first.put(topic, offset);
    views.put(ViewOrigins.key(topic), ViewOrigins.value(offset));
  }

  private ConsumerRecord<String, byte[]> asConsumed(Record<String, byte[]> record) {
    RecordMetadata metadata = context.recordMetadata().orElseThrow();
    return new ConsumerRecord<>(
        metadata.topic(),
        metadata.partition(),
        metadata.offset(),
        record.timestamp(),
        TimestampType.CREATE_TIME,
        ConsumerRecord.NULL_SIZE,
        ConsumerRecord.NULL_SIZE,
        record.key(),
        record.value(),
        record.headers(),
        Optional.empty());
  }

  private void merge(ImageView news, long millis) {
    ImageView before = ViewJson.read(views.get(news.imageId()), ImageView.class);
    ImageView merged = ViewMerge.merge(before, news);
    // The topic is compacted: the record with the higher offset wins, whatever its timestamp.
    ImageView after = news.labeled() == null ? merged : merged.relabeled(news.labeled());
    if (before == null) {
      expiry.begin(news.imageId(), millis, context.currentSystemTimeMs());
    } else if (after.equals(before)) {
      expiry.repeat(news.imageId(), millis, context.currentSystemTimeMs());
    }
    replace(before, after);
  }

  /** From now on all events of the image are ignored, until its erasure expires. */
  private void erase(ImageErased news, long millis) {
    String imageId = news.imageId();
    ImageView view = ViewJson.read(views.get(imageId), ImageView.class);
    Optional<ImageErased> before = Erasures.of(views, imageId);
    // Its retention starts once it is finished.
    if (before.isEmpty() || news.finished() && !before.get().finished()) {
      expiry.begin(imageId, millis, context.currentSystemTimeMs());
    } else {
      expiry.repeat(imageId, millis, context.currentSystemTimeMs());
    }
    if (view != null) {
      IndexKeys.of(view).forEach(index::delete);
    }
    Erasures.put(views, index, Erasures.merge(before.orElse(null), news));
    views.delete(imageId);
  }

  private void removeLabel(String imageId, long millis) {
    ImageView before = imageId == null ? null : ViewJson.read(views.get(imageId), ImageView.class);
    Optional<ImageView> after = Optional.ofNullable(before).flatMap(ImageView::unlabeled);
    if (after.isPresent()) {
      // Its first retention may be over.
      expiry.begin(imageId, millis, context.currentSystemTimeMs());
      replace(before, after.get());
    } else if (before != null) {
      expiry.leave(imageId);
      IndexKeys.of(before).forEach(index::delete);
      views.delete(imageId);
    }
  }

  /**
   * Writes the index first and in full, even if the view contains the event already: if the process
   * died between the writes, the repeated record completes them.
   */
  private void replace(ImageView before, ImageView after) {
    Set<Bytes> keys = new HashSet<>(IndexKeys.of(after));
    keys.forEach(key -> index.put(key, PRESENT));
    if (before != null) {
      IndexKeys.of(before).stream().filter(key -> !keys.contains(key)).forEach(index::delete);
    }
    if (!after.equals(before)) {
      views.put(after.imageId(), ViewJson.write(after));
    }
  }
}
