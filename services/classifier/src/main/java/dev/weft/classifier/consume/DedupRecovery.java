package dev.weft.classifier.consume;

import dev.weft.classifier.settings.PipelineSettings;
import dev.weft.kafka.read.ReadToEnd;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Restores the answered ids of a partition from the ends of the classified and rejected partitions
 * of the same number. Afterwards at least the last {@code answeredWindow} predictions and as many
 * rejections of the partition are known, whichever replica made them, provided that the last
 * {@value #MOST_SPANS} times that many records contain them.
 *
 * <p>The order matters. First the group's offsets are read until none is part of an open
 * transaction; then the former owner's last transaction is decided and, since it no longer owns the
 * partition, it can begin no other. Then the logs are read up to the end offsets of that moment,
 * including open transactions, so that no committed answer is missed.
 */
public final class DedupRecovery {

  /**
   * An answer takes up to three offsets: its own, its transaction's marker, and a shadow's
   * prediction. Refused events, repetitions and several answers to one image take more.
   */
  private static final int FIRST_SPAN = 3;

  private static final int WIDER = 4;
  private static final int MOST_SPANS = 48;

  private static final ReadToEnd TO_END = ReadToEnd.unlessSilentFor(Duration.ofSeconds(30));

  private final KafkaClients clients;
  private final PipelineSettings.TopicNames topics;
  private final RecordMapper mapper;
  private final int window;

  public DedupRecovery(KafkaClients clients, PipelineSettings settings, RecordMapper mapper) {
    this.clients = clients;
    this.topics = settings.topics();
    this.mapper = mapper;
    this.window = settings.answeredWindow();
  }

  /**
   * Reads the answered ids; blocks.
   *
   * @param uploaded partitions of the upload topic, newly assigned
   * @throws org.apache.kafka.common.KafkaException if the broker did not answer in time
   */
  public Map<TopicPartition, DedupIds> read(Collection<TopicPartition> uploaded) {
    List<TopicPartition> answers =
        uploaded.stream().flatMap(p -> Stream.of(classified(p), rejected(p))).toList();
    var windows = new HashMap<TopicPartition, DedupWindow>();
    try (var reader = clients.observer()) {
      reader.committed(Set.copyOf(uploaded));
      var ends = new HashMap<>(clients.ends(answers));
      var beginnings = reader.beginningOffsets(answers);
      for (long span = FIRST_SPAN; !ends.isEmpty() && span <= MOST_SPANS; span *= WIDER) {
        var starts = starts(beginnings, ends, span);
        readTails(reader, starts, ends, windows);
        ends.keySet().removeIf(p -> isWhole(windows.get(p), starts.get(p), beginnings.get(p)));
      }
    }
    return uploaded.stream()
        .collect(
            Collectors.toMap(
                partition -> partition,
                p -> new DedupIds(windows.get(classified(p)), windows.get(rejected(p)))));
  }

  private TopicPartition classified(TopicPartition uploaded) {
    return new TopicPartition(topics.classified(), uploaded.partition());
  }

  private TopicPartition rejected(TopicPartition uploaded) {
    return new TopicPartition(topics.rejected(), uploaded.partition());
  }

  private Map<TopicPartition, Long> starts(
      Map<TopicPartition, Long> beginnings, Map<TopicPartition, Long> ends, long span) {
    var starts = new HashMap<TopicPartition, Long>();
    ends.forEach(
        (partition, end) ->
            starts.put(partition, Math.max(beginnings.get(partition), end - span * window)));
    return starts;
  }

  /** Whether there is nothing more to read: the window is full, or all of the log was read. */
  private boolean isWhole(DedupWindow found, long start, long beginning) {
    return found.size() == window || start == beginning;
  }

  /** Reads each partition from its start to its end into a new window. */
  private void readTails(
      Consumer<String, byte[]> reader,
      Map<TopicPartition, Long> starts,
      Map<TopicPartition, Long> ends,
      Map<TopicPartition, DedupWindow> windows) {
    reader.assign(ends.keySet());
    starts.forEach(reader::seek);
    ends.keySet().forEach(partition -> windows.put(partition, new DedupWindow(window)));
    TO_END.read(
        reader,
        ends,
        answer -> {
          String id = mapper.answeredId(answer);
          if (id != null) {
            windows.get(new TopicPartition(answer.topic(), answer.partition())).add(id);
          }
        });
  }
}
