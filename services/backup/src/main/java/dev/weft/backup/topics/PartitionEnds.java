package dev.weft.backup.topics;

import dev.weft.backup.BackupException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Reads where partitions end. */
final class PartitionEnds {
  private PartitionEnds() {}

  /**
   * Returns the exclusive ends of all records, committed or not.
   *
   * @throws BackupException if a leader does not answer
   */
  static Map<TopicPartition, Long> read(Admin admin, Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    partitions.forEach(each -> latest.put(each, OffsetSpec.latest()));
    Map<TopicPartition, Long> ends = new HashMap<>();
    KafkaCall.get("read the ends of topics", admin.listOffsets(latest).all())
        .forEach((partition, end) -> ends.put(partition, end.offset()));
    return ends;
  }
}
