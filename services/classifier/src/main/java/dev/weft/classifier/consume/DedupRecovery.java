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
 * Rebuilds what a partition has answered from the ends of the classified and rejected partitions of
 * the same number. After it, at least the last {@code answeredWindow} predictions and as many
 * rejections of the partition are known, whoever gave them, as far as the last {@value #MOST_SPANS}
 * times that many records hold them.
 *
 * <p>The order matters. First the group's offsets are read until none is part of an open
 * transaction, so the former owner's last transaction is decided and, as it is no longer the owner,
 * it can begin no other. Then the logs are read up to where they ended at that moment, open
 * transactions included, so nothing that it committed is missed.
 */
public final class DedupRecovery {

  /**
   * Of each answer there are at most three offsets: its own, its transaction's marker, and a
   * shadow's prediction. Refused events, repeats and answers to one image take more.
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
   * Blocks until it is known.
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

  /** Whether there is nothing more to find: it is full, or all of the log was read. */
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
