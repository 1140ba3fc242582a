package dev.weft.backup.topics;

import dev.weft.backup.BackupException;
import dev.weft.backup.BackupFolder;
import dev.weft.backup.BackupManifest.Group;
import dev.weft.backup.BackupManifest.Offset;
import dev.weft.backup.BackupManifest.Topic;
import dev.weft.backup.topics.TopicRestore.Observer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.utils.Utils;

/**
 * Writes the records of a topic into another number of partitions, which are empty. The partition
 * of a record follows from its key, as Kafka's default partitioner computes it. Records of a key
 * were in one partition, and keep their order.
 *
 * <p>Records that all groups have processed are written first, then the others: a partition then
 * has one offset before which everything is processed. A group that was ahead of others reads some
 * records again. Records of several partitions are merged by their timestamps, such that the newest
 * ones are at the end of each partition, where classifiers look for images that they have answered.
 */
final class Repartition {
  private final Topic topic;
  private final int partitions;
  private final List<Group> groups;
  private final long[] cuts;
  private final long[] written;
  private final RecordWriter writer;

  /**
   * @param partitions the new number
   * @param groups all groups of the backup
   */
  Repartition(Topic topic, int partitions, List<Group> groups) {
    this.topic = topic;
    this.writer = new RecordWriter(topic.name());
    this.partitions = partitions;
    this.groups = groups.stream().filter(this::reads).toList();
    this.cuts = new long[topic.partitions().size()];
    this.written = new long[partitions];
    for (int number = 0; number < cuts.length; number++) {
      cuts[number] = cut(number);
    }
  }

  private boolean reads(Group group) {
    return group.offsets().stream().anyMatch(offset -> offset.topic().equals(topic.name()));
  }

  /** The offset before which all groups that read the topic have processed a partition. */
  private long cut(int number) {
    return groups.stream()
        .mapToLong(
            group ->
                group.offsets().stream()
                    .filter(each -> each.topic().equals(topic.name()))
                    .filter(each -> each.partition() == number)
                    .mapToLong(Offset::offset)
                    .findFirst()
                    .orElse(0))
        .min()
        .orElse(0);
  }

  /**
   * Writes all records; all are acknowledged when this returns.
   *
   * @param observer is told each record once
   * @return the groups' offsets in the new partitions
   * @throws BackupException if the broker does not accept a record
   */
  List<Group> write(BackupFolder folder, Observer observer, Producer<byte[], byte[]> producer) {
    pass(folder, observer, producer, true);
    List<Offset> offsets = new ArrayList<>();
    for (int number = 0; number < partitions; number++) {
      offsets.add(new Offset(topic.name(), number, written[number]));
    }
    pass(folder, observer, producer, false);
    return groups.stream().map(group -> new Group(group.name(), offsets)).toList();
  }

  private void pass(
      BackupFolder folder,
      Observer observer,
      Producer<byte[], byte[]> producer,
      boolean processed) {
    PriorityQueue<Head> heads =
        new PriorityQueue<>(
            Comparator.<Head>comparingLong(head -> head.record.timestamp())
                .thenComparingInt(head -> head.partition));
    List<SegmentReader> opened = new ArrayList<>();
    try {
      for (int number = 0; number < cuts.length; number++) {
        SegmentReader records =
            new SegmentReader(folder, topic.partitions().get(number).segments());
        opened.add(records);
        Head head = new Head(number, records);
        if (head.advance(processed)) {
          heads.add(head);
        }
      }
      while (!heads.isEmpty()) {
        Head head = heads.poll();
        StoredRecord record = head.record;
        observer.restored(topic.name(), head.partition, record.offset(), record.value());
        send(producer, head);
        if (head.advance(processed)) {
          heads.add(head);
        }
      }
      writer.flush(producer);
    } finally {
      opened.forEach(SegmentReader::close);
    }
  }

  private void send(Producer<byte[], byte[]> producer, Head head) {
    byte[] key = head.record.key();
    int number =
        key == null
            ? head.partition % partitions
            : Utils.toPositive(Utils.murmur2(key)) % partitions;
    written[number]++;
    writer.send(producer, head.record.toProducerRecord(topic.name(), number));
  }

  /** The next record of a partition. */
  private final class Head {
    private final int partition;
    private final SegmentReader records;
    private StoredRecord record;

    Head(int partition, SegmentReader records) {
      this.partition = partition;
      this.records = records;
    }

    /** Moves to the next record on the wanted side of the cut. */
    boolean advance(boolean processed) {
      while (records.hasNext()) {
        record = records.next();
        boolean before = record.offset() < cuts[partition];
        if (before == processed) {
          return true;
        }
        if (processed) {
          return false;
        }
      }
      return false;
    }
  }
}
