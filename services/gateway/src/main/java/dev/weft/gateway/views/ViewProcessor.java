package dev.weft.gateway.views;

import dev.weft.gateway.topics.RecordDecoder;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;

/** Merges each record into its image's view and moves the image between the lists. */
final class ViewProcessor implements Processor<String, byte[], Void, Void> {

  private static final byte[] PRESENT = {1};

  private final RecordDecoder decoder;
  private ProcessorContext<Void, Void> context;
  private KeyValueStore<String, byte[]> views;
  private KeyValueStore<Bytes, byte[]> index;

  ViewProcessor(RecordDecoder decoder) {
    this.decoder = decoder;
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    this.context = context;
    views = context.getStateStore(ViewTopology.VIEWS);
    index = context.getStateStore(ViewTopology.INDEX);
  }

  @Override
  public void process(Record<String, byte[]> record) {
    decoder
        .decode(asConsumed(record))
        .flatMap(ViewMerge::of)
        // Queries look for an image in its key's partition: elsewhere nobody would find it.
        .filter(view -> view.imageId().equals(record.key()))
        .ifPresent(this::merge);
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

  /**
   * The index first, and all of it, though the view may hold the event already: when the process
   * died between the writes, the record comes again and completes them.
   */
  private void merge(ImageView news) {
    ImageView before = ViewJson.read(views.get(news.imageId()), ImageView.class);
    ImageView after = ViewMerge.merge(before, news);
    Set<Bytes> keys = new HashSet<>(IndexKeys.of(after));
    keys.forEach(key -> index.put(key, PRESENT));
    if (before != null) {
      IndexKeys.of(before).stream().filter(key -> !keys.contains(key)).forEach(index::delete);
    }
    if (!after.equals(before)) {
      views.put(news.imageId(), ViewJson.write(after));
    }
  }
}
