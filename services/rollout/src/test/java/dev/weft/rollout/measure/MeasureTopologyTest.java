package dev.weft.rollout.measure;

import static dev.weft.events.model.ServingRole.CANARY;
import static dev.weft.events.model.ServingRole.PRIMARY;
import static dev.weft.events.model.ServingRole.SHADOW;
import static dev.weft.rollout.measure.Events.ONE;
import static dev.weft.rollout.measure.Events.START;
import static dev.weft.rollout.measure.Events.TWO;
import static dev.weft.rollout.measure.Events.at;
import static dev.weft.rollout.measure.Events.classified;
import static dev.weft.rollout.measure.Events.failed;
import static dev.weft.rollout.measure.Events.labeled;
import static dev.weft.rollout.measure.Events.labeledAtRandom;
import static dev.weft.rollout.measure.Events.rejected;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.weft.events.ModelRef;
import dev.weft.events.WeftEvent;
import dev.weft.events.catalog.EventType;
import dev.weft.events.catalog.Topics;
import dev.weft.events.image.ErasureSource;
import dev.weft.events.image.ImageErased;
import dev.weft.events.kafka.CloudEvent;
import dev.weft.events.kafka.Decoded;
import dev.weft.events.kafka.EventCodec;
import dev.weft.events.model.ModelMeasured;
import dev.weft.events.model.ModelMeasured.LabeledConfidence;
import dev.weft.events.model.ModelMeasured.Moments;
import dev.weft.events.model.ServingRole;
import dev.weft.kafka.streams.BoundedRocksDb;
import dev.weft.rollout.judge.MeasuredFigures;
import dev.weft.rollout.judge.interval.PairedLabels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasureTopologyTest {

  private static final EventCodec CODEC = new EventCodec();
  private static final Windows WINDOWS =
      new Windows(Duration.ofSeconds(10), Duration.ofMinutes(10));
  private static final Duration EMIT = Duration.ofSeconds(1);

  @TempDir Path dir;
  private final List<ModelMeasured> reports = new ArrayList<>();
  private Measurements measurements;
  private TopologyTestDriver driver;
  private TestOutputTopic<String, byte[]> output;

  @BeforeEach
  void open() {
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
    settings.put(StreamsConfig.STATE_DIR_CONFIG, dir.toString());
    settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
    settings.put(BoundedRocksDb.MEMORY_BYTES, 16L << 20);
    driver = new TopologyTestDriver(MeasureTopology.of(CODEC, WINDOWS, EMIT), settings, at(30));
    output =
        driver.createOutputTopic(
            Topics.MODELS_MEASURED, new StringDeserializer(), new ByteArrayDeserializer());
    measurements = new Measurements(Duration.ofHours(1), 1 << 20, () -> at(30));
  }

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void anAnswerCountsWithAllItsFigures() {
    publish(classified("a", ONE, PRIMARY, "shirt", 12));

    MeasuredFigures figures = figures(ONE, PRIMARY);

    assertThat(figures.images()).isEqualTo(1);
    assertThat(figures.labels()).isEqualTo(Map.of("shirt", 1L));
    assertThat(figures.inferMicros().getTotalCount()).isEqualTo(1);
    assertThat(figures.inferMicros().getMaxValue() / 1e6).isCloseTo(0.1, within(0.0001));
    assertThat(figures.endToEndMicros().getMaxValue() / 1e6).isCloseTo(0.5, within(0.0005));
    assertThat(figures.confidence().sum()).isEqualTo(0.75);
    assertThat(figures.entropy().sum()).isCloseTo(0.5623, within(0.0001));
    ModelMeasured report = reports.get(0);
    assertThat(report.from()).isEqualTo(at(10));
    assertThat(report.to()).isEqualTo(at(20));
    assertThat(report.inferSeconds().p95()).isCloseTo(0.1, within(0.0001));
    assertThat(report.inferSeconds().count()).isEqualTo(1);
  }

  @Test
  void failuresAndRejectionsCountForTheVersionThatWasToAnswer() {
    publish(failed("a", TWO, CANARY, 11));
    publish(classified("a", ONE, PRIMARY, "shirt", 12));
    publish(rejected("b", TWO, 13));
    publish(rejected("c", null, 14));

    MeasuredFigures candidate = figures(TWO, CANARY);

    assertThat(candidate.images()).isZero();
    assertThat(candidate.failures()).isEqualTo(1);
    assertThat(candidate.rejections()).isEqualTo(1);
    assertThat(figures(ONE, PRIMARY).rejections()).isZero();
    assertThat(figures(ONE, PRIMARY).images()).isEqualTo(1);
  }

  @Test
  void aLabelCountsWhetherItComesBeforeOrAfterTheAnswer() {
    publish(labeled("a", "shirt", 5));
    publish(classified("a", ONE, PRIMARY, "shirt", 12));
    publish(classified("b", ONE, PRIMARY, "shirt", 12));
    publish(labeled("b", "hat", 13));

    assertLabels(2, 1);
  }

  @Test
  void aLateLabelCountsInTheWindowOfTheAnswer() {
    publish(classified("a", ONE, PRIMARY, "shirt", 2));
    report();
    driver.advanceWallClockTime(Duration.ofMinutes(5));
    publish(labeled("a", "shirt", 300));

    assertLabels(1, 1);
    assertThat(reports).extracting(ModelMeasured::from).containsOnly(at(0));
  }

  @Test
  void aChangedLabelTakesTheFirstOnesPlaceAndARemovedOneCountsNoMore() {
    publish(classified("a", ONE, PRIMARY, "shirt", 12));
    publish(labeled("a", "hat", 13));
    assertLabels(1, 0);

    publish(labeled("a", "shirt", 9));
    assertLabels(1, 1);

    publish(labeled("a", "shirt", 15));
    assertLabels(1, 1);

    unlabel("a");
    unlabel("never-heard-of");
    assertLabels(0, 0);
  }

  @Test
  void labelsCountForEveryVersionThatClassifiedTheImage() {
    publish(classified("a", ONE, PRIMARY, "hat", 12));
    publish(classified("a", TWO, SHADOW, "shirt", 13));
    publish(labeled("a", "shirt", 14));

    assertThat(figures(ONE, PRIMARY).right()).isZero();
    assertThat(figures(ONE, PRIMARY).labeled()).isEqualTo(1);
    assertThat(figures(TWO, SHADOW).right()).isEqualTo(1);
    assertThat(figures(TWO, SHADOW).labeled()).isEqualTo(1);
  }

  @Test
  void labelsOfAnImageThatAShadowSawTooCountForThePairWhateverComesFirst() {
    publish(classified("a", ONE, PRIMARY, "hat", 12));
    publish(classified("a", TWO, SHADOW, "shirt", 13));
    publish(labeled("a", "shirt", 14));
    publish(labeled("b", "hat", 11));
    publish(classified("b", TWO, SHADOW, "hat", 12));
    publish(classified("b", ONE, PRIMARY, "hat", 22));
    publish(classified("c", TWO, SHADOW, "hat", 12));
    publish(labeled("c", "dress", 13));
    publish(classified("c", ONE, PRIMARY, "shirt", 14));
    publish(classified("alone", TWO, SHADOW, "hat", 14));
    publish(labeled("alone", "hat", 14));
    publish(classified("unlabeled", TWO, SHADOW, "hat", 14));
    publish(classified("unlabeled", ONE, PRIMARY, "hat", 14));

    assertThat(figures(TWO, SHADOW).pairsWith(1)).isEqualTo(new PairedLabels(1, 1, 0, 1));
    assertThat(figures(ONE, PRIMARY).pairsWith(2)).isEqualTo(new PairedLabels(1, 0, 1, 1));
    assertThat(figures(TWO, SHADOW).labeled()).isEqualTo(4);
  }

  @Test
  void pairsFollowALabelThatIsChangedAndTakenBack() {
    publish(classified("a", ONE, PRIMARY, "hat", 12));
    publish(classified("a", TWO, SHADOW, "shirt", 13));
    publish(labeled("a", "shirt", 14));
    publish(labeled("a", "hat", 15));
    assertThat(figures(TWO, SHADOW).pairsWith(1)).isEqualTo(new PairedLabels(0, 0, 1, 0));

    publish(labeled("a", "dress", 16));
    assertThat(figures(TWO, SHADOW).pairsWith(1)).isEqualTo(new PairedLabels(0, 0, 0, 1));

    unlabel("a");
    assertThat(figures(TWO, SHADOW).pairsWith(1)).isEqualTo(PairedLabels.NONE);
    assertThat(figures(ONE, PRIMARY).pairsWith(2)).isEqualTo(PairedLabels.NONE);
  }

  @Test
  void confidencesOfLabeledImagesAreSummedApartByWhetherTheyWereDrawnAtRandom() {
    publish(classified("a", ONE, PRIMARY, "hat", 12));
    publish(labeledAtRandom("a", "hat", 13));
    publish(labeledAtRandom("b", "hat", 13));
    publish(classified("b", ONE, PRIMARY, "shirt", 14));
    publish(classified("c", ONE, PRIMARY, "hat", 14));
    publish(labeled("c", "hat", 15));

    MeasuredFigures figures = figures(ONE, PRIMARY);
    assertThat(figures.labeledAtRandom())
        .isEqualTo(new LabeledConfidence(new Moments(2L, 1.5, 1.125), 1L, 0.75));
    assertThat(figures.labeledOtherwise())
        .isEqualTo(new LabeledConfidence(new Moments(1L, 0.75, 0.5625), 1L, 0.75));

    publish(labeledAtRandom("c", "shirt", 16));
    unlabel("a");
    unlabel("b");
    figures = figures(ONE, PRIMARY);
    assertThat(figures.labeledAtRandom())
        .isEqualTo(new LabeledConfidence(new Moments(1L, 0.75, 0.5625), 0L, 0.0));
    assertThat(figures.labeledOtherwise()).isEqualTo(LabeledConfidence.NONE);
    assertThat(figures.labeled()).isEqualTo(1);
  }

  @Test
  void neitherACanaryNorAVersionOfAnotherModelMakesAPair() {
    var hats = new ModelRef("hats", 2);
    publish(classified("a", TWO, CANARY, "hat", 12));
    publish(classified("a", ONE, PRIMARY, "hat", 13));
    publish(classified("a", hats, SHADOW, "hat", 13));
    publish(labeled("a", "hat", 14));

    assertThat(figures(TWO, CANARY).pairs()).isEmpty();
    assertThat(figures(ONE, PRIMARY).pairs()).isEmpty();
    assertThat(figures(hats, SHADOW).pairs()).isEmpty();
  }

  @Test
  void aShadowIsComparedWithTheAnswerWhicheverComesFirst() {
    publish(classified("a", ONE, PRIMARY, "hat", 12));
    publish(classified("a", TWO, SHADOW, "hat", 13));
    publish(classified("b", TWO, SHADOW, "hat", 14));
    publish(classified("b", ONE, PRIMARY, "shirt", 22));
    publish(classified("c", TWO, SHADOW, "hat", 14));

    for (MeasuredFigures side : List.of(figures(ONE, PRIMARY), figures(TWO, SHADOW))) {
      assertThat(side.compared()).isEqualTo(2);
      assertThat(side.agreed()).isEqualTo(1);
    }
  }

  @Test
  void aCanaryAndAVersionBesideItselfAreComparedWithNobody() {
    publish(classified("a", TWO, CANARY, "hat", 12));
    publish(classified("a", ONE, PRIMARY, "hat", 13));
    publish(classified("b", ONE, PRIMARY, "hat", 12));
    publish(classified("b", ONE, SHADOW, "hat", 12));

    assertThat(figures(TWO, CANARY).compared()).isZero();
    assertThat(figures(ONE, PRIMARY).compared()).isZero();
  }

  @Test
  void repeatedEventsCountOnce() {
    for (int i = 0; i < 3; i++) {
      publish(classified("a", ONE, PRIMARY, "hat", 12 + i));
      publish(classified("a", TWO, SHADOW, "hat", 12 + i));
      publish(failed("b", TWO, CANARY, 12 + i));
      publish(rejected("c", ONE, 12 + i));
      publish(labeled("a", "hat", 12 + i));
    }

    MeasuredFigures serving = figures(ONE, PRIMARY);
    assertThat(serving.images()).isEqualTo(1);
    assertThat(serving.labeled()).isEqualTo(1);
    assertThat(serving.compared()).isEqualTo(1);
    assertThat(serving.rejections()).isEqualTo(1);
    assertThat(figures(TWO, SHADOW).images()).isEqualTo(1);
    assertThat(figures(TWO, CANARY).failures()).isEqualTo(1);
  }

  @Test
  void aWindowHoldsItsBeginAndNotItsEnd() {
    publish(classified("a", ONE, PRIMARY, "hat", 9.999));
    publish(classified("b", ONE, PRIMARY, "hat", 10));
    publish(classified("c", ONE, PRIMARY, "hat", 19.999));
    publish(classified("d", ONE, PRIMARY, "hat", 20));
    report();

    assertThat(reports)
        .extracting(ModelMeasured::from, ModelMeasured::images)
        .containsExactlyInAnyOrder(tuple(at(0), 1L), tuple(at(10), 2L), tuple(at(20), 1L));
  }

  @Test
  void whatIsOlderThanIsRememberedIsPassedOverAndTheFutureIsNow() {
    publish(classified("old", ONE, PRIMARY, "hat", 30 - 601));
    publish(classified("ancient", ONE, PRIMARY, "hat", Instant.parse("0001-01-01T00:00:00Z")));
    publish(labeled("unknown", "hat", 30 - 601));
    publish(classified("ahead", ONE, PRIMARY, "hat", Instant.parse("9999-01-01T00:00:00Z")));

    assertThat(figures(ONE, PRIMARY).images()).isEqualTo(1);
    assertThat(reports).extracting(ModelMeasured::from).containsExactly(at(30));
    assertThat(remembered()).containsExactly("ahead");
  }

  @Test
  void onlyWhatHasChangedIsReported() {
    publish(classified("a", ONE, PRIMARY, "hat", 12));
    report();
    report();
    assertThat(reports).hasSize(1);

    publish(classified("b", ONE, PRIMARY, "hat", 25));
    report();

    assertThat(reports).extracting(ModelMeasured::from).containsExactly(at(10), at(20));
  }

  /** Simulates a crash between a change and its report: the stores are restored from changelogs. */
  @Test
  void aChangeThatWasNotReportedIsState() {
    publish(classified("a", ONE, PRIMARY, "hat", 12));

    try (KeyValueIterator<String, byte[]> left =
        driver.<String, byte[]>getKeyValueStore(MeasureTopology.UNREPORTED).all()) {
      assertThat(PartitionWindow.ofKey(left.next().key))
          .isEqualTo(new PartitionWindow(ONE, PRIMARY, at(10).toEpochMilli()));
    }
    report();
    try (KeyValueIterator<String, byte[]> left =
        driver.<String, byte[]>getKeyValueStore(MeasureTopology.UNREPORTED).all()) {
      assertThat(left.hasNext()).isFalse();
    }
  }

  @Test
  void aModelsNameMayHoldAnything() {
    ModelRef odd = new ModelRef("a/b 3/PRIMARY/", 4);
    publish(classified("a", odd, CANARY, "hat", 12));

    assertThat(figures(odd, CANARY).images()).isEqualTo(1);
  }

  @Test
  void whatIsNoEventIsPassedOver() {
    byte[] noJson = "no JSON".getBytes(StandardCharsets.UTF_8);
    MeasureTopology.SOURCES.forEach(topic -> input(topic).pipeInput("a", noJson));
    MeasureTopology.SOURCES.forEach(topic -> input(topic).pipeInput(null, (byte[]) null));
    ProducerRecord<String, byte[]> record = encode(classified("a", ONE, PRIMARY, "hat", 12));
    input(record.topic()).pipeInput(new TestRecord<>("b", record.value(), record.headers()));
    report();

    assertThat(reports).isEmpty();
    assertThat(remembered()).isEmpty();
  }

  @Test
  void anImageThatEverMoreVersionsClaimStaysSmall() {
    for (int i = 0; i < ImageHistory.MOST + 5; i++) {
      publish(classified("a", new ModelRef("flood", i + 1), PRIMARY, "hat", 12));
    }
    report();

    assertThat(reports).hasSize(ImageHistory.MOST);
  }

  @Test
  void ofAnErasedImageNothingIsRememberedAndWhatItCountedForStays() {
    publish(classified("a", ONE, PRIMARY, "shirt", 12));
    publish(labeled("a", "shirt", 13));
    publish(erased("a"));
    publish(erased("never-heard-of"));
    unlabel("a");

    assertThat(remembered()).hasSize(2).noneMatch(key -> key.equals("a") || key.contains("heard"));
    assertLabels(1, 1);
  }

  @Test
  void lateEventsOfAnErasedImageAreIgnored() {
    publish(classified("a", ONE, PRIMARY, "shirt", 12));
    publish(erased("a"));
    publish(classified("a", TWO, SHADOW, "shirt", 13));
    publish(classified("a", ONE, PRIMARY, "shirt", 12));
    publish(failed("a", TWO, CANARY, 13));
    publish(rejected("a", TWO, 13));
    publish(labeled("a", "shirt", 14));
    publish(erased("a"));
    publish(labeled("a", "hat", 15));

    assertThat(remembered()).noneMatch(key -> key.equals("a"));
    assertLabels(0, 0);
    assertThat(figures(ONE, PRIMARY).images()).isEqualTo(1);
    assertThat(figures(ONE, PRIMARY).compared()).isZero();
    assertThat(figures(TWO, SHADOW).images()).isZero();
    assertThat(figures(TWO, CANARY).failures()).isZero();
    assertThat(figures(TWO, CANARY).rejections()).isZero();
  }

  private static ImageErased erased(String imageId) {
    return new ImageErased(imageId, null, ErasureSource.REQUEST, null, at(14));
  }

  private void assertLabels(long labeled, long right) {
    MeasuredFigures figures = figures(ONE, PRIMARY);
    assertThat(figures.labeled()).isEqualTo(labeled);
    assertThat(figures.right()).isEqualTo(right);
    assertThat(figures.images()).isEqualTo(figures.inferMicros().getTotalCount());
  }

  private MeasuredFigures figures(ModelRef model, ServingRole role) {
    report();
    return measurements.figures(model, Set.of(role), START.minusSeconds(3_600));
  }

  private void report() {
    driver.advanceWallClockTime(EMIT);
    for (TestRecord<String, byte[]> sent : output.readRecordsToList()) {
      ConsumerRecord<String, byte[]> record =
          new ConsumerRecord<>(Topics.MODELS_MEASURED, 0, 0, sent.key(), sent.value());
      sent.headers().forEach(record.headers()::add);
      Decoded<ModelMeasured> decoded = CODEC.decode(record, ModelMeasured.class);
      assertThat(decoded).isInstanceOf(Decoded.Valid.class);
      ModelMeasured event = ((Decoded.Valid<ModelMeasured>) decoded).event();
      reports.add(event);
      measurements.accept(event);
    }
  }

  private List<String> remembered() {
    List<String> keys = new ArrayList<>();
    try (KeyValueIterator<Windowed<String>, byte[]> all =
        driver.<String, byte[]>getWindowStore(MeasureTopology.TRACES).all()) {
      all.forEachRemaining(entry -> keys.add(entry.key.key()));
    }
    return keys;
  }

  private void publish(WeftEvent event) {
    ProducerRecord<String, byte[]> record = encode(event);
    input(record.topic())
        .pipeInput(new TestRecord<>(record.key(), record.value(), record.headers()));
  }

  private static ProducerRecord<String, byte[]> encode(WeftEvent event) {
    assertThat(MeasureTopology.SOURCES).contains(EventType.of(event.getClass()).topic());
    return CODEC.encode(event, CloudEvent.of(event, "/test"));
  }

  private void unlabel(String imageId) {
    input(Topics.IMAGES_LABELED).pipeInput(imageId, (byte[]) null);
  }

  private TestInputTopic<String, byte[]> input(String topic) {
    return driver.createInputTopic(topic, new StringSerializer(), new ByteArraySerializer());
  }
}
