package dev.weft.backup.topics;

import dev.weft.backup.BackupException;
import dev.weft.backup.BackupManifest.Partition;
import dev.weft.backup.BackupManifest.Segment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Writes the records of a partition into an empty one, at the same offsets. Offsets without a
 * record are occupied as they were before, by something that no {@code read_committed} consumer
 * receives: a gap of one by the marker that commits the records before it, a longer one by an
 * aborted transaction. Offsets before the first record are filled, then deleted.
 *
 * <p>A marker costs a round trip to the transaction coordinator. With more than {@link #MOST_GAPS}
 * gaps, as in topics that only transactions write to, records are written without gaps, such that
 * the last one gets an offset just before the original end: no offset is used twice, but the
 * records have moved towards the end.
 */
final class PartitionWriter {
  /** Most gaps of a partition whose offsets are kept. */
  static final int MOST_GAPS = 250;

  private static final int MOST_IN_TRANSACTION = 1_000;
  private static final Duration MARKER_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration MARKER_POLL = Duration.ofMillis(2);

  private final TopicPartition partition;
  private final boolean compacted;
  private final boolean deletes;
  private final Admin admin;
  private final Producer<byte[], byte[]> plain;
  private final Producer<byte[], byte[]> transactional;
  private final RecordWriter writer;
  private final NavigableMap<Long, Long> behind = new TreeMap<>();

  /**
   * @param compacted whether the topic is compacted, and so requires keys
   * @param deletes whether the topic's records are deleted by retention
   * @param plain an idempotent producer
   * @param transactional a producer with a transactional id, initialized
   */
  PartitionWriter(
      TopicPartition partition,
      boolean compacted,
      boolean deletes,
      Admin admin,
      Producer<byte[], byte[]> plain,
      Producer<byte[], byte[]> transactional) {
    this.partition = partition;
    this.writer = new RecordWriter(partition.toString());
    this.compacted = compacted;
    this.deletes = deletes;
    this.admin = admin;
    this.plain = plain;
    this.transactional = transactional;
  }

  /** Whether the records get their original offsets. */
  static boolean keepsOffsets(Partition partition) {
    return partition.segments().stream().mapToLong(Segment::gaps).sum() <= MOST_GAPS;
  }

  /**
   * Writes all records; all are acknowledged when this returns.
   *
   * @param wanted original offsets whose new value is needed
   * @return the new offsets, by the original ones
   * @throws BackupException if the broker does not accept a record, or the partition does not end
   *     as it should
   */
  Map<Long, Long> write(Partition source, Iterator<StoredRecord> records, List<Long> wanted) {
    boolean exact = keepsOffsets(source);
    try {
      if (exact) {
        writeAtOffsets(records, source.end());
      } else {
        wanted.forEach(offset -> behind.put(offset, 0L));
        writeWithoutGaps(records, source);
      }
    } catch (KafkaException e) {
      throw KafkaCall.notWritten(partition.toString(), e);
    }
    awaitEnd(source.end());
    Map<Long, Long> offsets = new TreeMap<>();
    for (long offset : wanted) {
      offsets.put(
          offset, exact ? Math.min(offset, source.end()) : source.end() - behind.get(offset));
    }
    return offsets;
  }

  private void writeWithoutGaps(Iterator<StoredRecord> records, Partition source) {
    long next = source.end() - source.records();
    StoredRecord first = records.hasNext() ? records.next() : null;
    fillBefore(next, first);
    for (StoredRecord record = first; record != null; ) {
      send(plain, record);
      for (Map.Entry<Long, Long> each : behind.headMap(record.offset(), true).entrySet()) {
        each.setValue(each.getValue() + 1);
      }
      record = records.hasNext() ? records.next() : null;
    }
    writer.flush(plain);
  }

  private void writeAtOffsets(Iterator<StoredRecord> records, long end) {
    if (!records.hasNext()) {
      fillBefore(end, null);
      return;
    }
    StoredRecord first = records.next();
    fillBefore(first.offset(), first);
    List<StoredRecord> run = new ArrayList<>(List.of(first));
    while (records.hasNext()) {
      StoredRecord record = records.next();
      endRun(run, record.offset());
      run.add(record);
      if (run.size() > MOST_IN_TRANSACTION) {
        run.subList(0, run.size() - 1).forEach(each -> send(plain, each));
        run.subList(0, run.size() - 1).clear();
      }
    }
    endRun(run, end);
    run.forEach(each -> send(plain, each));
    writer.flush(plain);
  }

  /** Writes the run, and the gap between it and the next record; does nothing if there is none. */
  private void endRun(List<StoredRecord> run, long next) {
    long gap = next - run.get(run.size() - 1).offset() - 1;
    if (gap == 0) {
      return;
    }
    if (gap == 1) {
      writer.flush(plain);
      transactional.beginTransaction();
      run.forEach(each -> send(transactional, each));
      transactional.commitTransaction();
    } else {
      StoredRecord last = run.get(run.size() - 1);
      run.forEach(each -> send(plain, each));
      writer.flush(plain);
      abort(gap, last.timestamp());
    }
    run.clear();
    awaitEnd(next);
  }

  /** An aborted transaction with so many offsets, the last of which is that of its marker. */
  private void abort(long offsets, long timestamp) {
    transactional.beginTransaction();
    for (long i = 1; i < offsets; i++) {
      writer.send(transactional, filler(timestamp));
    }
    // Records that were not sent yet would be dropped.
    writer.flush(transactional);
    transactional.abortTransaction();
  }

  private void fillBefore(long offset, StoredRecord first) {
    if (offset == 0) {
      return;
    }
    long timestamp = first == null ? System.currentTimeMillis() : first.timestamp();
    if (!compacted) {
      for (long i = 0; i < offset; i++) {
        writer.send(plain, filler(timestamp));
      }
    } else if (offset == 1) {
      // A tombstone of the first key, which its record replaces.
      byte[] key = first == null ? new byte[0] : first.key();
      writer.send(plain, filler(timestamp, key));
    } else {
      abort(offset, timestamp);
    }
    writer.flush(plain);
    awaitEnd(offset);
    if (deletes) {
      KafkaCall.get(
          "delete the records before offset %d of %s".formatted(offset, partition),
          admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(offset))).all());
    }
  }

  private ProducerRecord<byte[], byte[]> filler(long timestamp) {
    return filler(timestamp, compacted ? new byte[0] : null);
  }

  /** A record that only occupies an offset. */
  private ProducerRecord<byte[], byte[]> filler(long timestamp, byte[] key) {
    return new ProducerRecord<>(topic(), number(), timestamp, key, null, List.of());
  }

  private void send(Producer<byte[], byte[]> producer, StoredRecord record) {
    writer.send(producer, record.toProducerRecord(topic(), number()));
  }

  /**
   * Waits until the partition ends at an offset: markers are written some time after a transaction
   * has ended for its producer.
   */
  private void awaitEnd(long expected) {
    long started = System.nanoTime();
    long end = end();
    while (end < expected && System.nanoTime() - started < MARKER_TIMEOUT.toNanos()) {
      LockSupport.parkNanos(MARKER_POLL.toNanos());
      end = end();
    }
    if (end != expected) {
      throw new BackupException(
          "%s ends at offset %d, but should end at %d: another program writes to it, or the broker does not write transaction markers; delete the restored topics, and restart the restore"
              .formatted(partition, end, expected));
    }
  }

  private long end() {
    return KafkaCall.get(
            "read the end of " + partition,
            admin.listOffsets(Map.of(partition, OffsetSpec.latest())).all())
        .get(partition)
        .offset();
  }

  private String topic() {
    return partition.topic();
  }

  private int number() {
    return partition.partition();
  }
}
