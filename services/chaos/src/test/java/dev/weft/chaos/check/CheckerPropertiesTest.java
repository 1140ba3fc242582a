package dev.weft.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.chaos.history.Operation;
import dev.weft.chaos.history.Operation.DataSetRead;
import dev.weft.chaos.history.Operation.OffsetCommitted;
import dev.weft.chaos.history.Operation.RecordRead;
import dev.weft.chaos.history.Operation.SampleRead;
import dev.weft.events.catalog.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Random histories of a correct system, and the same histories with one planted fault. */
class CheckerPropertiesTest {
  private static final int IMAGES = 60;

  private static List<Operation> clean(long seed) {
    return new ArrayList<>(new Simulation(seed).run(IMAGES));
  }

  private static CheckVerdict verdict(List<Operation> operations) {
    Checker checker = new Checker();
    operations.forEach(checker::add);
    return checker.verdict();
  }

  /** Index of a random operation that matches; the simulation always contains some. */
  private static int pick(List<Operation> operations, long seed, Predicate<Operation> fits) {
    int[] all =
        IntStream.range(0, operations.size()).filter(i -> fits.test(operations.get(i))).toArray();
    assertThat(all).isNotEmpty();
    return all[new Random(seed).nextInt(all.length)];
  }

  private static boolean isAnswer(Operation operation) {
    return operation instanceof RecordRead record
        && record.topic().equals(Topics.IMAGES_CLASSIFIED)
        && !record.event().path("role").asText().equals("shadow");
  }

  @Property(tries = 200)
  void aSystemThatKeepsItsPromisesIsClean(@ForAll long seed) {
    assertThat(verdict(clean(seed)).findings()).isEmpty();
  }

  @Property(tries = 50)
  void anyLostAnswerIsFound(@ForAll long seed) {
    List<Operation> operations = clean(seed);
    operations.remove(pick(operations, seed, CheckerPropertiesTest::isAnswer));
    assertThat(verdict(operations).broken()).containsOnlyKeys(Guarantee.ANSWERED);
  }

  @Property(tries = 50)
  void anyDoubledAnswerIsFound(@ForAll long seed) {
    List<Operation> operations = clean(seed);
    RecordRead answer =
        (RecordRead) operations.get(pick(operations, seed, CheckerPropertiesTest::isAnswer));
    operations.add(operations.size() - 1, moved(answer, 1_000_000));
    assertThat(verdict(operations).broken())
        .containsOnlyKeys(Guarantee.ANSWERED_ONCE, Guarantee.VERSION_ANSWERS_ONCE);
  }

  @Property(tries = 50)
  void anyAnswerAboutOtherBytesIsFound(@ForAll long seed) {
    List<Operation> operations = clean(seed);
    int place = pick(operations, seed, CheckerPropertiesTest::isAnswer);
    RecordRead answer = (RecordRead) operations.get(place);
    ObjectNode event = answer.event().deepCopy();
    event.putObject("object").put("sha256", "f".repeat(64));
    operations.set(
        place,
        new RecordRead(
            answer.topic(),
            answer.partition(),
            answer.offset(),
            answer.key(),
            answer.writtenAt(),
            event,
            answer.at()));
    assertThat(verdict(operations).broken())
        .containsOnlyKeys(Guarantee.ANSWERED_ACKNOWLEDGED_BYTES);
  }

  @Property(tries = 50)
  void anyTwoRecordsOfAPartitionInTheWrongOrderAreFound(@ForAll long seed) {
    List<Operation> operations = clean(seed);
    int second =
        pick(
            operations,
            seed,
            operation ->
                operation instanceof RecordRead record
                    && operations.stream().anyMatch(other -> isBefore(other, record)));
    RecordRead later = (RecordRead) operations.remove(second);
    int first =
        IntStream.range(0, second)
            .filter(i -> isBefore(operations.get(i), later))
            .findFirst()
            .getAsInt();
    operations.add(first, later);
    assertThat(verdict(operations).broken()).containsKey(Guarantee.RECORDS_IN_ORDER);
  }

  private static boolean isBefore(Operation one, RecordRead other) {
    return one instanceof RecordRead record
        && record.topic().equals(other.topic())
        && record.partition() == other.partition()
        && record.offset() < other.offset();
  }

  @Property(tries = 50)
  void anyOffsetThatGoesBackIsFound(@ForAll long seed) {
    List<Operation> operations = clean(seed);
    int place =
        pick(
            operations,
            seed,
            operation -> operation instanceof OffsetCommitted commit && commit.committed() > 1);
    OffsetCommitted commit = (OffsetCommitted) operations.get(place);
    operations.add(
        place + 1,
        new OffsetCommitted(
            commit.group(),
            commit.topic(),
            commit.partition(),
            commit.committed() - 1,
            commit.at()));
    assertThat(verdict(operations).broken()).containsOnlyKeys(Guarantee.OFFSETS_GROW);
  }

  @Property(tries = 50)
  void anyStateThatServesTwoVersionsIsFound(@ForAll long seed) {
    List<Operation> operations = clean(seed);
    int place =
        pick(
            operations,
            seed,
            operation ->
                operation instanceof RecordRead record
                    && record.topic().equals(Topics.ROLLOUTS_CHANGED));
    RecordRead state = (RecordRead) operations.get(place);
    ObjectNode event = state.event().deepCopy();
    event.put("serving", 99);
    operations.add(
        place + 1,
        new RecordRead(
            state.topic(),
            state.partition(),
            state.offset() + 1,
            state.key(),
            state.writtenAt(),
            event,
            state.at()));
    assertThat(verdict(operations).broken()).containsKey(Guarantee.ONE_STATE_A_REVISION);
  }

  @Property(tries = 50)
  void anyImageInADataSetWithALabelThatNobodyGaveItIsFound(@ForAll long seed) {
    List<Operation> operations = clean(seed);
    int place = pick(operations, seed, DataSetRead.class::isInstance);
    DataSetRead read = (DataSetRead) operations.get(place);
    operations.add(place, new SampleRead(read.trainingId(), "i0", "trousers", null, read.at()));
    assertThat(verdict(operations).broken()).containsOnlyKeys(labelRule(operations));
  }

  /**
   * The guarantee that a lost or changed label breaks, which depends on whether the image had any
   * label.
   */
  private static Guarantee labelRule(List<Operation> operations) {
    boolean labeled =
        operations.stream()
            .anyMatch(
                operation ->
                    operation instanceof Operation.LabelTried tried && tried.imageId().equals("i0")
                        || operation instanceof RecordRead record
                            && record.topic().equals(Topics.IMAGES_LABELED)
                            && record.key().equals("i0"));
    return labeled ? Guarantee.LABEL_IN_DATA_SET : Guarantee.DATA_SET_OF_LABELS;
  }

  private static RecordRead moved(RecordRead record, long by) {
    return new RecordRead(
        record.topic(),
        record.partition(),
        record.offset() + by,
        record.key(),
        record.writtenAt(),
        record.event(),
        record.at());
  }
}
