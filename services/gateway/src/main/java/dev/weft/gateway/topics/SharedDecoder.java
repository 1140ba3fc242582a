package dev.weft.gateway.topics;

import dev.weft.events.WeftEvent;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Decodes a record once for two readers of the same topics, which reach it at about the same time:
 * keeps a bounded number of recent events until the other reader has taken them. An event that is
 * no longer kept is decoded again. Thread-safe.
 */
public final class SharedDecoder implements RecordDecoder {
  private static final int SLOTS = 1024;

  private final RecordDecoder decoder;
  private final AtomicReferenceArray<Recent> recent = new AtomicReferenceArray<>(SLOTS);

  public SharedDecoder(RecordDecoder decoder) {
    this.decoder = decoder;
  }

  @Override
  public Optional<WeftEvent> decode(ConsumerRecord<String, byte[]> record) {
    int slot = slot(record);
    Recent known = recent.get(slot);
    if (known != null && known.isOf(record)) {
      recent.compareAndSet(slot, known, null);
      return Optional.of(known.event());
    }
    Optional<WeftEvent> event = decoder.decode(record);
    event.ifPresent(decoded -> recent.set(slot, new Recent(record, decoded)));
    return event;
  }

  private static int slot(ConsumerRecord<String, byte[]> record) {
    int place = 31 * record.topic().hashCode() + record.partition();
    return Math.floorMod(31 * place + Long.hashCode(record.offset()), SLOTS);
  }

  private record Recent(ConsumerRecord<String, byte[]> record, WeftEvent event) {

    /** Also compares the content, since offsets start again when a topic is created again. */
    private boolean isOf(ConsumerRecord<String, byte[]> other) {
      return record.offset() == other.offset()
          && record.partition() == other.partition()
          && record.topic().equals(other.topic())
          && Arrays.equals(record.value(), other.value())
          && record.headers().equals(other.headers());
    }
  }
}
