package dev.weft.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.events.catalog.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Restores uploads of two partitions into five. */
class RepartitionTest {
  private static final long TIME = 1_760_000_000_000L;
  private static final int OLD = 2;
  private static final int NEW = 5;
  private static final int EACH = 100;

  @TempDir Path dir;
  private Installation from;
  private BackupFolder folder;

  @BeforeEach
  void upload() {
    from = new Installation(dir.resolve("from"));
    folder = new BackupFolder(dir.resolve("backup"));
    from.createTopic(Topics.IMAGES_UPLOADED, OLD, Map.of("retention.ms", "-1"));
    Random random = new Random(3);
    for (int i = 0; i < EACH; i++) {
      for (int number = 0; number < OLD; number++) {
        String key = number + "-" + random.nextInt(EACH / 5);
        from.send(
            new ProducerRecord<>(
                Topics.IMAGES_UPLOADED,
                number,
                TIME + i,
                key.getBytes(UTF_8),
                (number + " " + i).getBytes(UTF_8)));
      }
    }
  }

  @AfterEach
  void close() {
    from.close();
  }

  private static TopicPartition partition(int number) {
    return new TopicPartition(Topics.IMAGES_UPLOADED, number);
  }

  private void commit(String group, long first, long second) {
    from.commit(group, partition(0), first);
    from.commit(group, partition(1), second);
  }

  private RestoreReport restore(Installation to) {
    new Backup(from.kafka(), folder).run(null, Installation.BUCKET, (done, total, what) -> {});
    return new Restore(to.kafka(), folder)
        .withImagePartitions(NEW)
        .run(null, Installation.BUCKET, (done, total, what) -> {});
  }

  private static String value(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.value(), UTF_8);
  }

  /** The records that a group reads in the restored installation. */
  private static List<String> next(Installation to, String group) {
    List<String> next = new ArrayList<>();
    for (int number = 0; number < NEW; number++) {
      long offset = to.committed(group).get(partition(number)).offset();
      to.records(partition(number)).stream()
          .filter(each -> each.offset() >= offset)
          .forEach(each -> next.add(value(each)));
    }
    return next;
  }

  /** The uploads of both partitions, each from an offset on. */
  private static List<String> uploads(int firstFrom, int secondFrom) {
    List<String> uploads = new ArrayList<>(uploads(0, firstFrom, EACH));
    uploads.addAll(uploads(1, secondFrom, EACH));
    return uploads;
  }

  private static List<String> uploads(int partition, int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> partition + " " + i).toList();
  }

  private static Map<String, List<String>> byKey(Installation installation, int partitions) {
    Map<String, List<String>> values = new TreeMap<>();
    for (int number = 0; number < partitions; number++) {
      installation
          .records(partition(number))
          .forEach(
              each ->
                  values
                      .computeIfAbsent(new String(each.key(), UTF_8), key -> new ArrayList<>())
                      .add(value(each)));
    }
    return values;
  }

  @Test
  void recordsMoveByTheirKeysAndInTheirOrder() {
    commit("weft-classifier", 50, 70);
    commit("reader", 60, 60);
    try (Installation to = new Installation(dir.resolve("to"))) {
      RestoreReport report = restore(to);

      assertThat(report.records()).isEqualTo(OLD * EACH);
      for (int number = 0; number < NEW; number++) {
        assertThat(to.records(partition(number)))
            .extracting(each -> Utils.toPositive(Utils.murmur2(each.key())) % NEW)
            .containsOnly(number);
      }
      assertThat(byKey(to, NEW)).isEqualTo(byKey(from, OLD));
    }
  }

  @Test
  void aGroupThatLagsDoesNotMakeOthersReadAgain() {
    commit("weft-classifier", 80, 90);
    commit("abandoned", 0, 5);
    from.commit("of one partition", partition(1), 40);
    try (Installation to = new Installation(dir.resolve("to"))) {
      RestoreReport report = restore(to);

      assertThat(next(to, "weft-classifier")).containsExactlyInAnyOrderElementsOf(uploads(80, 90));
      assertThat(next(to, "abandoned")).containsExactlyInAnyOrderElementsOf(uploads(0, 5));
      assertThat(next(to, "of one partition")).containsExactlyInAnyOrderElementsOf(uploads(0, 40));
      assertThat(report.waiting()).isEqualTo(20 + 10);
    }
  }

  @Test
  void aGroupThatIsAheadDoesNotHideWhatIsNotAnswered() {
    commit("weft-classifier", 80, 90);
    commit("reader", EACH, EACH);
    try (Installation to = new Installation(dir.resolve("to"))) {
      RestoreReport report = restore(to);

      assertThat(next(to, "weft-classifier")).containsExactlyInAnyOrderElementsOf(uploads(80, 90));
      assertThat(next(to, "reader")).isEmpty();
      assertThat(report.waiting()).isEqualTo(20 + 10);
    }
  }

  @Test
  void whereGroupsAreAheadOfEachOtherClassifiersContinueExactlyAndOthersMissNothing() {
    commit("a reader", 95, 20);
    commit("weft-classifier", 30, 90);
    try (Installation to = new Installation(dir.resolve("to"))) {
      restore(to);

      assertThat(next(to, "weft-classifier")).containsExactlyInAnyOrderElementsOf(uploads(30, 90));
      assertThat(next(to, "a reader"))
          .containsAll(uploads(95, 20))
          .doesNotContainAnyElementsOf(uploads(1, 0, 20));
    }
  }
}
