package dev.weft.trainer.labels;

import dev.weft.telemetry.KafkaSpans;
import dev.weft.telemetry.RecordHeaders;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Keeps the newest labels that have a trace, as many as a span may have links. */
final class NewestLabels {

  private final PriorityQueue<TracedLabel> oldestFirst =
      new PriorityQueue<>(Comparator.comparingLong(TracedLabel::at));

  void add(ConsumerRecord<?, ?> record) {
    String parent = RecordHeaders.parent(record.headers());
    if (parent != null && record.value() != null) {
      oldestFirst.add(
          new TracedLabel(record.partition(), record.offset(), record.timestamp(), parent));
      if (oldestFirst.size() > KafkaSpans.MOST_LINKS) {
        oldestFirst.remove();
      }
    }
  }

  List<TracedLabel> all() {
    return List.copyOf(oldestFirst);
  }
}
