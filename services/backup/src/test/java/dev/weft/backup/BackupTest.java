package dev.weft.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.backup.BackupManifest.Segment;
import dev.weft.events.catalog.Topics;
import dev.weft.events.object.ImageObjects;
import dev.weft.objectstore.GetResult;
import dev.weft.objectstore.StoredObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {
  private static final TopicPartition UPLOADED = new TopicPartition(Topics.IMAGES_UPLOADED, 0);
  private static final TopicPartition CLASSIFIED = new TopicPartition(Topics.IMAGES_CLASSIFIED, 0);
  private static final TopicPartition LABELED = new TopicPartition(Topics.IMAGES_LABELED, 0);
  private static final long TIME = 1_760_000_000_000L;
  private static final BackupProgress QUIET = (done, total, what) -> {};

  @TempDir Path dir;
  private Installation from;
  private BackupFolder folder;

  @BeforeEach
  void create() {
    from = new Installation(dir.resolve("from"));
    folder = new BackupFolder(dir.resolve("backup"));
    from.createTopic(UPLOADED.topic(), 2, Map.of("retention.ms", "-1"));
    from.createTopic(CLASSIFIED.topic(), 2, Map.of("retention.ms", "-1"));
    from.createTopic(LABELED.topic(), 2, Map.of("cleanup.policy", "compact"));
  }

  @AfterEach
  void close() {
    from.close();
  }

  private static ProducerRecord<byte[], byte[]> record(
      TopicPartition partition, String key, String value) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            partition.topic(),
            partition.partition(),
            TIME,
            key.getBytes(UTF_8),
            value == null ? null : value.getBytes(UTF_8));
    record.headers().add("ce_id", (key + "-id").getBytes(UTF_8));
    return record;
  }

  private static List<ProducerRecord<byte[], byte[]>> records(TopicPartition partition, int count) {
    return IntStream.range(0, count).mapToObj(i -> record(partition, "k" + i, "v" + i)).toList();
  }

  private BackupManifest backup() {
    return new Backup(from.kafka(), folder).run(from.store, Installation.BUCKET, QUIET);
  }

  private RestoreReport restore(Installation to) {
    return new Restore(to.kafka(), folder).run(to.store, Installation.BUCKET, QUIET);
  }

  private static List<String> described(List<ConsumerRecord<byte[], byte[]>> records) {
    return records.stream()
        .map(
            each ->
                "%d %d %s %s %s"
                    .formatted(
                        each.offset(),
                        each.timestamp(),
                        each.key() == null ? null : new String(each.key(), UTF_8),
                        each.value() == null ? null : new String(each.value(), UTF_8),
                        each.headers()))
        .toList();
  }

  @Test
  void recordsAreRestoredAtTheirOffsets() {
    // Deleted by retention, a gap of one, of two and more, several transactions, a gap at the end.
    records(UPLOADED, 7).forEach(from::send);
    from.deleteBefore(UPLOADED, 3);
    from.transaction(true, records(CLASSIFIED, 3));
    from.transaction(true, records(CLASSIFIED, 1));
    from.send(record(CLASSIFIED, "alone", "x"));
    from.transaction(false, records(CLASSIFIED, 1));
    from.send(record(CLASSIFIED, "after two", "x"));
    from.transaction(false, records(CLASSIFIED, 5));
    from.transaction(true, records(CLASSIFIED, 2));
    from.transaction(false, records(LABELED, 3));
    from.send(record(LABELED, "a", "hat"));
    from.send(record(LABELED, "a", null));
    from.transaction(false, records(LABELED, 1));
    TopicPartition allGone = new TopicPartition(UPLOADED.topic(), 1);
    records(allGone, 2).forEach(from::send);
    from.deleteBefore(allGone, 2);
    from.commit("weft-classifier", UPLOADED, 5);
    from.commit("weft-classifier", allGone, 2);
    from.commit("reader", CLASSIFIED, 4);

    BackupManifest manifest = backup();

    assertThat(manifest.records()).isEqualTo(4 + 8 + 2);
    try (Installation to = new Installation(dir.resolve("to"))) {
      RestoreReport report = restore(to);

      assertThat(report.renumbered()).isEmpty();
      assertThat(report.waiting()).isEqualTo(2);
      for (TopicPartition each : List.of(UPLOADED, allGone, CLASSIFIED, LABELED)) {
        assertThat(described(to.records(each)))
            .as("%s", each)
            .isEqualTo(described(from.records(each)));
        assertThat(to.end(each)).as("%s", each).isEqualTo(from.end(each));
      }
      assertThat(to.start(UPLOADED)).isEqualTo(3);
      assertThat(to.start(allGone)).isEqualTo(2);
      assertThat(to.committed("weft-classifier")).isEqualTo(from.committed("weft-classifier"));
      assertThat(to.committed("reader")).isEqualTo(from.committed("reader"));
    }
  }

  @Test
  void withTooManyGapsRecordsMoveTowardsTheEndAndOffsetsOfGroupsFollow() {
    int transactions = 251;
    for (int i = 0; i < transactions; i++) {
      from.transaction(true, List.of(record(CLASSIFIED, "k" + i, "v" + i)));
    }
    from.send(record(CLASSIFIED, "last", "x"));
    // The next record is that of transaction 100.
    from.commit("reader", CLASSIFIED, 200);
    backup();

    try (Installation to = new Installation(dir.resolve("to"))) {
      RestoreReport report = restore(to);

      assertThat(report.renumbered()).containsExactly(CLASSIFIED.toString());
      List<ConsumerRecord<byte[], byte[]>> restored = to.records(CLASSIFIED);
      assertThat(restored).hasSize(transactions + 1);
      assertThat(to.end(CLASSIFIED)).isEqualTo(from.end(CLASSIFIED));
      long next = to.committed("reader").get(CLASSIFIED).offset();
      assertThat(restored)
          .filteredOn(each -> each.offset() == next)
          .singleElement()
          .satisfies(each -> assertThat(new String(each.key(), UTF_8)).isEqualTo("k100"));
      assertThat(restored)
          .extracting(each -> new String(each.key(), UTF_8))
          .isEqualTo(
              from.records(CLASSIFIED).stream()
                  .map(each -> new String(each.key(), UTF_8))
                  .toList());
    }
  }

  @Test
  void offsetsOfStreamsApplicationsAreLeftOut() {
    from.createTopic("weft-app-measure-sums-changelog", 1, Map.of());
    from.createTopic("weft-views-by-key-repartition", 1, Map.of());
    from.send(record(UPLOADED, "a", "1"));
    for (String group : List.of("weft-app", "weft-app-measure", "weft-views", "weft-views-2")) {
      from.commit(group, UPLOADED, 1);
    }

    assertThat(backup().groups())
        .extracting(BackupManifest.Group::name)
        .containsExactly("weft-app", "weft-views-2");
  }

  @Test
  void anAnswerWhoseOffsetIsVisibleBeforeItIsPartOfTheBackup() {
    from.send(record(UPLOADED, "a", "1"));
    // The transaction's marker is in the partition of the offsets already, but not in this one.
    from.commit("weft-classifier", UPLOADED, 1);
    from.beginTransaction(List.of(record(CLASSIFIED, "a", "hat")));
    List<String> waited = new ArrayList<>();

    BackupManifest manifest =
        new Backup(from.kafka(), folder)
            .run(
                null,
                Installation.BUCKET,
                (done, total, what) -> {
                  if (what.startsWith("waiting") && waited.isEmpty()) {
                    waited.add(what);
                    from.commitTransaction();
                  }
                });

    assertThat(waited).containsExactly("waiting for a transaction in " + CLASSIFIED);
    assertThat(segments(manifest, CLASSIFIED)).extracting(Segment::records).containsExactly(1L);
  }

  @Test
  void bytesAreKeptWhateverTheyAre() {
    byte[] notText = {(byte) 0xff, 0, (byte) 0xc3};
    ProducerRecord<byte[], byte[]> binary =
        new ProducerRecord<>(UPLOADED.topic(), 0, TIME, notText, notText);
    binary.headers().add("raw", notText).add("none", null).add("raw", new byte[0]);
    from.send(binary);
    from.send(new ProducerRecord<>(UPLOADED.topic(), 0, TIME, null, new byte[0]));
    backup();

    try (Installation to = new Installation(dir.resolve("to"))) {
      restore(to);

      List<ConsumerRecord<byte[], byte[]>> restored = to.records(UPLOADED);
      assertThat(restored.get(0).key()).isEqualTo(notText);
      assertThat(restored.get(0).value()).isEqualTo(notText);
      assertThat(restored.get(0).headers().toArray()).isEqualTo(binary.headers().toArray());
      assertThat(restored.get(1).key()).isNull();
      assertThat(restored.get(1).value()).isEmpty();
    }
  }

  @Test
  void theSecondBackupReadsOnlyWhatIsNewAndDropsWhatHasExpired() {
    records(UPLOADED, 5).forEach(from::send);
    from.send(record(LABELED, "a", "hat"));
    List<Segment> first = segments(backup(), UPLOADED);
    records(UPLOADED, 2).forEach(from::send);
    from.send(record(LABELED, "a", "shirt"));

    BackupManifest second = backup();

    assertThat(segments(second, UPLOADED)).startsWith(first.get(0)).hasSize(2);
    assertThat(segments(second, UPLOADED).get(1).records()).isEqualTo(2);
    assertThat(segments(second, LABELED)).as("compacted: in full").hasSize(1);

    from.deleteBefore(UPLOADED, 5);
    BackupManifest third = backup();
    assertThat(segments(third, UPLOADED)).containsExactly(segments(second, UPLOADED).get(1));
    assertThat(folder.path(first.get(0).file())).doesNotExist();
    assertThat(backup().topics()).as("nothing is new").isEqualTo(third.topics());
  }

  private static List<Segment> segments(BackupManifest manifest, TopicPartition partition) {
    return manifest
        .topic(partition.topic())
        .orElseThrow()
        .partitions()
        .get(partition.partition())
        .segments();
  }

  @Test
  void objectsAreRestoredWithTheirDescriptions() throws IOException {
    List<String> keys =
        List.of("images/é \uD83D\uDE00.jpg", "images/\uFFFD.jpg", "models/a/1/b", "uploads/x");
    for (String key : keys) {
      from.store.putIfAbsent(
          Installation.BUCKET, key, key.getBytes(UTF_8), "image/jpeg", Map.of("shop", "north"));
    }
    from.store.put(Installation.BUCKET, ImageObjects.RECONCILED, new byte[] {1}, "text/plain");
    backup();
    from.store.put(Installation.BUCKET, "uploads/x", "changed".getBytes(UTF_8), "image/png");
    from.store.delete(Installation.BUCKET, "models/a/1/b");
    BackupManifest second = backup();

    assertThat(second.objects().count()).isEqualTo(4);
    try (Stream<Path> files = Files.walk(dir.resolve("backup/objects"))) {
      assertThat(files.filter(Files::isRegularFile)).hasSize(4);
    }
    try (Installation to = new Installation(dir.resolve("to"))) {
      assertThat(restore(to).changedTags()).isZero();

      List<String> restored = new ArrayList<>();
      to.store.list(Installation.BUCKET, "", null).forEachRemaining(it -> restored.add(it.key()));
      assertThat(restored)
          .containsExactlyInAnyOrder("images/é \uD83D\uDE00.jpg", "images/\uFFFD.jpg", "uploads/x");
      StoredObject object = to.store.stat(Installation.BUCKET, keys.get(0)).orElseThrow();
      assertThat(object.contentType()).isEqualTo("image/jpeg");
      assertThat(object.metadata()).isEqualTo(Map.of("shop", "north"));
      assertThat(to.store.get(Installation.BUCKET, "uploads/x", 100))
          .isInstanceOfSatisfying(
              GetResult.Found.class,
              found -> assertThat(new String(found.bytes(), UTF_8)).isEqualTo("changed"));
    }
  }

  @Test
  void uploadsWithoutTheirObjectAreReported() {
    from.store.put(Installation.BUCKET, "uploads/a", new byte[] {1}, "image/jpeg");
    from.send(record(UPLOADED, "a", "{\"object\":{\"bucket\":\"weft\",\"key\":\"uploads/a\"}}"));
    from.send(record(UPLOADED, "b", "{\"object\":{\"bucket\":\"weft\",\"key\":\"uploads/b\"}}"));
    backup();

    try (Installation to = new Installation(dir.resolve("to"))) {
      RestoreReport report = restore(to);

      assertThat(report.waiting()).isEqualTo(2);
      assertThat(report.missing()).isEqualTo(1);
    }
  }

  @Test
  void nothingIsOverwritten() {
    from.send(record(UPLOADED, "a", "1"));
    backup();

    assertThatThrownBy(() -> restore(from))
        .isInstanceOf(BackupException.class)
        .hasMessageContaining("weft.images.uploaded-0 already has records");
    try (Installation to = new Installation(dir.resolve("to"))) {
      to.createTopic(UPLOADED.topic(), 3, Map.of());
      assertThatThrownBy(() -> restore(to))
          .isInstanceOf(BackupException.class)
          .hasMessageContaining("exists with 3 partitions instead of 2");
    }
  }

  @Test
  void aDamagedBackupIsRefusedBeforeAnythingIsWritten() throws IOException {
    from.send(record(UPLOADED, "a", "1"));
    BackupManifest manifest = backup();
    Path file = folder.path(segments(manifest, UPLOADED).get(0).file());
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2]++;
    Files.write(file, bytes);

    try (Installation to = new Installation(dir.resolve("to"))) {
      assertThatThrownBy(() -> restore(to))
          .isInstanceOf(BackupException.class)
          .hasMessageContaining("is damaged");
      assertThat(to.admin.listTopics().names().toCompletionStage().toCompletableFuture().join())
          .doesNotContain(UPLOADED.topic());
    }
  }

  @Test
  void aFolderBelongsToOneCluster() {
    from.send(record(UPLOADED, "a", "1"));
    backup();
    try (Installation to = new Installation(dir.resolve("to"))) {
      to.createTopic(UPLOADED.topic(), 2, Map.of());

      assertThatThrownBy(() -> new Backup(to.kafka(), folder).run(null, Installation.BUCKET, QUIET))
          .isInstanceOf(BackupException.class)
          .hasMessageContaining("contains a backup of Kafka cluster");
    }
  }
}
