package dev.weft.backup.topics;

import dev.weft.backup.BackupException;
import dev.weft.backup.BackupFolder;
import dev.weft.backup.BackupManifest.Group;
import dev.weft.backup.BackupManifest.Offset;
import dev.weft.backup.BackupManifest.Topic;
import dev.weft.backup.topics.TopicRestore.Observer;
import java.util.ArrayList;
import java.util.Arrays;
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
 * <p>What a group has processed is written before what it has not, such that one offset of a new
 * partition separates the two. The groups of classifiers come first: what the default model's has
 * processed is before everything else, then what another model's has, and so on. A group continues
 * at its first record that it has not processed, so it misses none. It reads records again only
 * where it was ahead of an earlier group in one partition and behind it in another. A group that
 * lags in all partitions changes nothing for the others.
 *
 * <p>Records of several partitions that the same groups have processed are merged by their
 * timestamps, such that the newest ones are at the end of each partition, where classifiers look
 * for images that they have answered.
 */
final class Repartition {
  private final Topic topic;
  private final int partitions;
  private final List<Reader> readers;
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
    this.written = new long[partitions];
    this.readers =
        groups.stream()
            .filter(group -> group.offsets().stream().anyMatch(this::isOfTopic))
            .sorted(
                Comparator.comparing((Group group) -> !group.answersUploads())
                    .thenComparing(Group::name))
            .map(Reader::new)
            .toList();
  }

  private boolean isOfTopic(Offset offset) {
    return offset.topic().equals(topic.name());
  }

  /**
   * Writes all records; all are acknowledged when this returns.
   *
   * @param observer is told each record once
   * @return the groups' offsets in the new partitions
   * @throws BackupException if the broker does not accept a record
   */
  List<Group> write(BackupFolder folder, Observer observer, Producer<byte[], byte[]> producer) {
    PriorityQueue<Head> heads =
        new PriorityQueue<>(
            Comparator.<Head>naturalOrder()
                .thenComparingLong(head -> head.record.timestamp())
                .thenComparingInt(head -> head.partition));
    List<SegmentReader> opened = new ArrayList<>();
    try {
      for (int number = 0; number < topic.partitions().size(); number++) {
        SegmentReader records =
            new SegmentReader(folder, topic.partitions().get(number).segments());
        opened.add(records);
        Head head = new Head(number, records);
        if (head.advance()) {
          heads.add(head);
        }
      }
      while (!heads.isEmpty()) {
        Head head = heads.poll();
        StoredRecord record = head.record;
        observer.restored(topic.name(), head.partition, record.offset(), record.value());
        send(producer, head);
        if (head.advance()) {
          heads.add(head);
        }
      }
      writer.flush(producer);
    } finally {
      opened.forEach(SegmentReader::close);
    }
    return readers.stream().map(Reader::moved).toList();
  }

  private void send(Producer<byte[], byte[]> producer, Head head) {
    byte[] key = head.record.key();
    int number =
        key == null
            ? head.partition % partitions
            : Utils.toPositive(Utils.murmur2(key)) % partitions;
    readers.forEach(reader -> reader.written(head, number));
    written[number]++;
    writer.send(producer, head.record.toProducerRecord(topic.name(), number));
  }

  /** A group that reads the topic. */
  private final class Reader {
    private static final long NONE = -1;

    private final String group;
    private final long[] processed = new long[topic.partitions().size()];

    /** Of each new partition, the first record that the group has not processed. */
    private final long[] next = new long[partitions];

    Reader(Group group) {
      this.group = group.name();
      group.offsets().stream()
          .filter(Repartition.this::isOfTopic)
          .filter(offset -> offset.partition() < processed.length)
          .forEach(offset -> processed[offset.partition()] = offset.offset());
      Arrays.fill(next, NONE);
    }

    boolean hasProcessed(Head head) {
      return head.record.offset() < processed[head.partition];
    }

    /** Notes the place of a record, which is at the end of a new partition. */
    void written(Head head, int number) {
      if (next[number] == NONE && !hasProcessed(head)) {
        next[number] = written[number];
      }
    }

    Group moved() {
      List<Offset> offsets = new ArrayList<>();
      for (int number = 0; number < partitions; number++) {
        long offset = next[number] == NONE ? written[number] : next[number];
        offsets.add(new Offset(topic.name(), number, offset));
      }
      return new Group(group, offsets);
    }
  }

  /**
   * The next record of a partition. Natural order: what the first group has processed is first; if
   * it has processed both or neither, what the second group has processed, and so on. Within a
   * partition this never contradicts the order of offsets.
   */
  private final class Head implements Comparable<Head> {
    private final int partition;
    private final SegmentReader records;
    private StoredRecord record;

    Head(int partition, SegmentReader records) {
      this.partition = partition;
      this.records = records;
    }

    /** Moves to the next record; false if there is none. */
    boolean advance() {
      if (!records.hasNext()) {
        return false;
      }
      record = records.next();
      return true;
    }

    @Override
    public int compareTo(Head other) {
      for (Reader reader : readers) {
        int order = Boolean.compare(reader.hasProcessed(other), reader.hasProcessed(this));
        if (order != 0) {
          return order;
        }
      }
      return 0;
    }
  }
}
