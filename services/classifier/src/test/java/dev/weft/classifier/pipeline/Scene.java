package dev.weft.classifier.pipeline;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;

import dev.weft.classifier.consume.KafkaClients;
import dev.weft.classifier.consume.RecordMapper;
import dev.weft.classifier.inflight.AnswerUncertainty;
import dev.weft.classifier.inflight.AnsweredFeatures;
import dev.weft.classifier.inflight.ModelRouting;
import dev.weft.classifier.inflight.ServingModel;
import dev.weft.classifier.observe.PipelineListener;
import dev.weft.classifier.serving.LoadedModels;
import dev.weft.classifier.serving.SharedTopicRouting;
import dev.weft.classifier.settings.PipelineSettings;
import dev.weft.events.ModelRef;
import dev.weft.events.WeftEvent;
import dev.weft.events.image.ImageClassified;
import dev.weft.events.image.ImageFailed;
import dev.weft.events.image.ImageRejected;
import dev.weft.events.image.ImageUploaded;
import dev.weft.events.image.ObjectRef;
import dev.weft.events.image.Prediction;
import dev.weft.events.image.Timings;
import dev.weft.events.kafka.CloudEvent;
import dev.weft.events.kafka.Decoded;
import dev.weft.events.kafka.EventCodec;
import dev.weft.events.model.ServingRole;
import dev.weft.imaging.Preprocessing;
import dev.weft.imaging.Resize;
import dev.weft.imaging.Scaling;
import dev.weft.kafka.client.Backoff;
import dev.weft.modelstore.ModelStore;
import dev.weft.objectstore.ObjectStore;
import dev.weft.testsupport.UniqueNames;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;

/**
 * The topics, bucket and consumer group of one test, with an uploader and a reader of committed
 * results.
 */
public final class Scene implements AutoCloseable {

  static final int PARTITIONS = 4;
  public static final List<String> LABELS =
      IntStream.range(0, FakeEngine.CLASSES).mapToObj(i -> "label-" + i).toList();
  public static final Preprocessing SMALL =
      new Preprocessing(71, 71, Resize.STRETCH, Scaling.ZERO_TO_ONE);
  public static final EventCodec CODEC = new EventCodec();

  final PipelineSettings.TopicNames topics =
      new PipelineSettings.TopicNames(
          UniqueNames.topic("uploaded"),
          UniqueNames.topic("classified"),
          UniqueNames.topic("rejected"),
          UniqueNames.topic("failed"));
  final String group = UniqueNames.id("group");
  final String bucket = UniqueNames.bucket("pipeline");
  final FlakyStore store;
  final FakeEngine engine = new FakeEngine();
  final FakeReader reader = new FakeReader();
  Duration imageRetry = Duration.ofSeconds(2);
  Duration maxWait = Duration.ofMillis(5);
  int answeredWindow = 1000;
  final ServingModel serving = model(1, engine, SMALL);
  final LoadedModels held = new LoadedModels();
  private final String brokers;
  private final KafkaProducer<String, byte[]> producer;
  private final KafkaConsumer<String, byte[]> consumer;
  private final List<Answer> answers = new ArrayList<>();
  private final List<Answer> others = new ArrayList<>();
  private final List<Pipeline> pipelines = new ArrayList<>();

  /** A committed result. */
  public record Answer(int partition, WeftEvent event, CloudEvent attributes) {
    public ImageClassified classified() {
      return (ImageClassified) event;
    }

    public ImageRejected rejected() {
      return (ImageRejected) event;
    }
  }

  Scene(String brokers, ObjectStore realStore) throws Exception {
    this.brokers = brokers;
    held.become(serving);
    this.store = new FlakyStore(realStore);
    store.ensureBucket(bucket);
    publishModel(1);
    Map<String, Object> common = Map.of("bootstrap.servers", brokers);
    var names = List.of(topics.uploaded(), topics.classified(), topics.rejected(), topics.failed());
    try (var admin = Admin.create(common)) {
      admin
          .createTopics(
              names.stream().map(name -> new NewTopic(name, PARTITIONS, (short) 1)).toList())
          .all()
          .get();
    }
    // The leader of a new topic may not be ready. Without idempotence a retry has no side effects.
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                brokers,
                "enable.idempotence",
                false,
                "max.in.flight.requests.per.connection",
                1),
            new StringSerializer(),
            new ByteArraySerializer());
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                brokers,
                "isolation.level",
                "read_committed",
                // Otherwise closing waits for the last fetch, which is still open.
                "fetch.max.wait.ms",
                50),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    var partitions =
        Stream.of(topics.classified(), topics.rejected(), topics.failed())
            .flatMap(
                topic -> IntStream.range(0, PARTITIONS).mapToObj(p -> new TopicPartition(topic, p)))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  public PipelineSettings settings(String instance) {
    return new PipelineSettings(
        group,
        instance,
        topics,
        bucket,
        Map.of("bootstrap.servers", brokers),
        new PipelineSettings.WorkSettings(2, 1, maxWait, 64, 16, 16, 1 << 20, imageRetry),
        new PipelineSettings.DirectSettings(2, 8, 64),
        answeredWindow,
        3,
        Duration.ofSeconds(2),
        PipelineSettings.LostOffsets.REFUSE,
        new Backoff(Duration.ofMillis(20), Duration.ofMillis(200)));
  }

  public Pipeline start(String instance) {
    var settings = settings(instance);
    return start(settings, new KafkaClients(settings));
  }

  public Pipeline start(PipelineSettings settings, KafkaClients clients) {
    return start(settings, clients, PipelineListener.NONE);
  }

  public Pipeline start(
      PipelineSettings settings, KafkaClients clients, PipelineListener listener) {
    var routing =
        new SharedTopicRouting("fake", true, model -> true, new ModelStore(store, bucket));
    return start(settings, clients, listener, routing);
  }

  /**
   * Starts the default model's pipeline beside other models.
   *
   * @param known models that have a rollout
   */
  public Pipeline start(String instance, Predicate<String> known) {
    var settings = settings(instance);
    var routing = new SharedTopicRouting("fake", true, known, new ModelStore(store, bucket));
    return start(settings, new KafkaClients(settings), PipelineListener.NONE, routing);
  }

  public Pipeline start(
      PipelineSettings settings,
      KafkaClients clients,
      PipelineListener listener,
      ModelRouting routing) {
    var siblings = new ProcessPipelines(64 << 20);
    var tools =
        new Pipeline.Tools(store, reader, held, CODEC, routing, siblings, AnsweredFeatures.NONE);
    var pipeline = new Pipeline(settings, tools, listener, clients);
    pipelines.add(pipeline);
    pipeline.start();
    return pipeline;
  }

  /** Puts the manifest of a published version into the store. */
  void publishModel(int version) {
    store.put(
        bucket, "models/fake/" + version + "/manifest.json", "{}".getBytes(), "application/json");
  }

  public static ServingModel model(int version, FakeEngine engine, Preprocessing preprocessing) {
    return new ServingModel(
        new ModelRef("fake", version),
        LABELS,
        preprocessing,
        engine,
        4,
        Optional.empty(),
        AnswerUncertainty.unreported(),
        Optional.empty());
  }

  /** Stores an image and publishes its upload. */
  ImageUploaded upload(String id, int label) {
    return upload(id, FakeReader.image(label, "image " + id));
  }

  ImageUploaded upload(String id, byte[] bytes) {
    var uploaded = stored(id, bytes);
    publish(uploaded);
    return uploaded;
  }

  ImageUploaded stored(String id, byte[] bytes) {
    store.put(bucket, "uploads/" + id, bytes, "image/fake");
    return uploaded(id, new ObjectRef(bucket, "uploads/" + id, bytes.length, sha256(bytes)), null);
  }

  public ImageUploaded uploaded(String id, ObjectRef object, Instant deadline) {
    return new ImageUploaded(id, object, "image/fake", Instant.now(), deadline, Map.of("t", "1"));
  }

  /** Publishes the upload of an image for a model. */
  public void publish(ImageUploaded event, String model) {
    publish(
        new ImageUploaded(
            event.imageId(),
            event.object(),
            event.contentType(),
            event.uploadedAt(),
            event.deadline(),
            event.tags(),
            model));
  }

  public void publish(ImageUploaded event) {
    var encoded = CODEC.encode(event, CloudEvent.of(event, "/test"));
    producer.send(
        new ProducerRecord<>(
            topics.uploaded(), null, encoded.key(), encoded.value(), encoded.headers()));
  }

  /** Publishes a prediction as the shadow of another replica would. */
  void publishShadowOf(ImageUploaded event) throws Exception {
    var said =
        new ImageClassified(
            event.imageId(),
            event.object(),
            new ModelRef("fake", 2),
            ServingRole.SHADOW,
            List.of(new Prediction(LABELS.get(0), 1)),
            "fake",
            new Timings(0, 0, 0, 0),
            event.uploadedAt(),
            Instant.now(),
            Map.of(),
            null,
            null,
            null);
    for (int partition = 0; partition < PARTITIONS; partition++) {
      var origin = new ImageRejected.Origin(topics.uploaded(), partition, 0);
      producer.send(new RecordMapper(CODEC, topics).classified(said, origin)).get();
    }
  }

  /** Publishes a result of a model for the record at an offset, in each partition. */
  void publishAnswerOf(String id, String model, long offset) throws Exception {
    var said =
        new ImageClassified(
            id,
            new ObjectRef(bucket, "uploads/" + id, 1, "0".repeat(64)),
            new ModelRef(model, 1),
            ServingRole.PRIMARY,
            List.of(new Prediction(LABELS.get(0), 1)),
            "fake",
            new Timings(0, 0, 0, 0),
            Instant.now(),
            Instant.now(),
            Map.of(),
            null,
            null,
            null);
    for (int partition = 0; partition < PARTITIONS; partition++) {
      var origin = new ImageRejected.Origin(topics.uploaded(), partition, offset);
      producer.send(new RecordMapper(CODEC, topics).classified(said, origin)).get();
    }
  }

  public void publish(int partition, String key, String value) throws Exception {
    producer.send(new ProducerRecord<>(topics.uploaded(), partition, key, value.getBytes())).get();
  }

  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits for this many committed results, then briefly for excess ones, and returns all. */
  List<Answer> answers(int count) {
    Awaitility.await(count + " answers, of which there are " + answers.size())
        .atMost(TIMEOUT)
        .until(() -> read(Duration.ofMillis(50)) >= count);
    read(Duration.ofMillis(300));
    return List.copyOf(answers);
  }

  public int read(Duration wait) {
    for (var record : consumer.poll(wait)) {
      var decoded = (Decoded.Valid<?>) CODEC.decode(record, type(record.topic()));
      boolean answers =
          decoded.event() instanceof ImageRejected
              || decoded.event() instanceof ImageClassified classified
                  && classified.role() != ServingRole.SHADOW;
      (answers ? this.answers : others)
          .add(new Answer(record.partition(), decoded.event(), decoded.cloudEvent()));
    }
    return answers.size();
  }

  private Class<? extends WeftEvent> type(String topic) {
    if (topic.equals(topics.failed())) {
      return ImageFailed.class;
    }
    return topic.equals(topics.classified()) ? ImageClassified.class : ImageRejected.class;
  }

  /** Events so far that are not results: predictions of shadows and failures of candidates. */
  List<Answer> others() {
    return List.copyOf(others);
  }

  /** Number of published records whose offsets the group has not committed. */
  long lag() throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
      var committed = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      long lag = 0;
      for (int p = 0; p < PARTITIONS; p++) {
        var partition = new TopicPartition(topics.uploaded(), p);
        long end =
            admin
                .listOffsets(Map.of(partition, OffsetSpec.latest()))
                .partitionResult(partition)
                .get()
                .offset();
        lag += end - (committed.containsKey(partition) ? committed.get(partition).offset() : 0);
      }
      return lag;
    }
  }

  @Override
  public void close() {
    engine.gate.countDown();
    pipelines.forEach(Pipeline::close);
    producer.close();
    consumer.close();
  }
}
