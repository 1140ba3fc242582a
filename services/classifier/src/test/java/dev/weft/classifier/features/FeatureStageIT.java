package dev.weft.classifier.features;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import dev.weft.base.Sha256;
import dev.weft.classifier.inflight.AnswerUncertainty;
import dev.weft.classifier.inflight.ServingModel;
import dev.weft.classifier.observe.PipelineListener;
import dev.weft.classifier.pipeline.FakeReader;
import dev.weft.classifier.pipeline.Scene;
import dev.weft.classifier.serving.LoadedModels;
import dev.weft.classifier.serving.ModelChoice;
import dev.weft.classifier.serving.SharedMemory;
import dev.weft.embedded.EmbeddedBroker;
import dev.weft.events.ModelRef;
import dev.weft.events.catalog.Topics;
import dev.weft.events.image.ObjectRef;
import dev.weft.events.kafka.CloudEvent;
import dev.weft.events.label.ImageLabeled;
import dev.weft.events.label.LabelSource;
import dev.weft.features.Augmentation;
import dev.weft.features.FeatureSet;
import dev.weft.features.FeatureStore;
import dev.weft.kafka.client.ClientSettings;
import dev.weft.modelstore.BundleFile;
import dev.weft.modelstore.ModelBundle;
import dev.weft.modelstore.ModelManifest;
import dev.weft.modelstore.ModelStore;
import dev.weft.modelstore.Origin;
import dev.weft.objectstore.MemoryObjectStore;
import dev.weft.testsupport.UniqueNames;
import dev.weft.xception.engine.Engine;
import dev.weft.xception.engine.EngineInfo;
import dev.weft.xception.engine.EngineOutput;
import dev.weft.xception.network.Xception;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Features of answers and of labeled images, with a real broker. */
class FeatureStageIT {
  private static final String BUCKET = "weft";
  private static final String BASE = Sha256.hex("the backbone");

  private static EmbeddedBroker broker;

  @TempDir Path dir;
  private final MemoryObjectStore store = new MemoryObjectStore();
  private final LoadedModels held = new LoadedModels();
  private final MeanEngine engine = new MeanEngine();
  private final AtomicBoolean idle = new AtomicBoolean(true);
  private final AtomicInteger computed = new AtomicInteger();
  private String model;
  private ServingModel serving;
  private boolean isOwn = true;
  private FeatureStage stage;

  @BeforeAll
  static void start(@TempDir Path dir) throws Exception {
    broker = EmbeddedBroker.start(dir.resolve("kafka"), 0);
    try (var admin = Admin.create(kafka())) {
      admin.createTopics(List.of(new NewTopic(Topics.IMAGES_LABELED, 2, (short) 1))).all().get();
    }
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @BeforeEach
  void serve() {
    model = UniqueNames.id("model");
    serving =
        new ServingModel(
            new ModelRef(model, 1),
            Scene.LABELS,
            Scene.SMALL,
            engine,
            4,
            Optional.empty(),
            AnswerUncertainty.unreported(),
            Optional.empty());
    held.become(serving);
    stage = stage();
  }

  @AfterEach
  void close() {
    stage.close();
    held.close();
  }

  private static Map<String, Object> kafka() {
    return Map.of("bootstrap.servers", broker.bootstrapServers());
  }

  private FeatureStage stage() {
    var settings =
        new FeatureStage.Settings(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            BUCKET,
            "features",
            new ModelChoice(
                model,
                0,
                "auto",
                1,
                4,
                dir,
                1L << 30,
                1L << 30,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1)),
            false,
            1000);
    var models = new ModelStore(store, BUCKET);
    var tools =
        new FeatureStage.Tools(
            store, models, held, new SharedMemory(), new FakeReader(), Scene.CODEC, idle::get);
    var listener =
        new PipelineListener() {
          @Override
          public void featuresComputed(int images) {
            computed.addAndGet(images);
          }
        };
    return new FeatureStage(
        settings,
        tools,
        listener,
        new KnownBase(models, settings.model()),
        () -> 0.1,
        Duration.ZERO);
  }

  /** The base of every version; versions have its backbone or not. */
  private final class KnownBase extends FeatureBases {
    private final FeatureBase base =
        new FeatureBase(
            new ModelBundle(
                new ModelManifest(
                    ModelManifest.FORMAT,
                    model,
                    1,
                    Instant.EPOCH,
                    Scene.LABELS,
                    Scene.SMALL,
                    Collections.nCopies(Scene.LABELS.size(), 0f),
                    Map.of(
                        ModelManifest.ONNX,
                        new BundleFile(1, BASE),
                        ModelManifest.WEIGHTS,
                        new BundleFile(1, BASE)),
                    Origin.imported("test", "test", null),
                    null),
                dir),
            Scene.SMALL,
            BASE);

    KnownBase(ModelStore models, ModelChoice choice) {
      super(models, choice);
    }

    @Override
    FeatureBase of(ModelRef version) {
      return base;
    }

    @Override
    boolean isOwn(ServingModel version) {
      return isOwn;
    }
  }

  /** Its features are the mean of the image, which {@link FakeReader} makes of its first digit. */
  private static final class MeanEngine implements Engine {
    final AtomicInteger images = new AtomicInteger();

    @Override
    public EngineInfo info() {
      return new EngineInfo("mean", "1", "test", 1);
    }

    @Override
    public float[][] infer(FloatBuffer batch, int n) {
      return inferWithFeatures(batch, n).logits();
    }

    @Override
    public float[][] features(FloatBuffer batch, int n) {
      images.addAndGet(n);
      float[][] features = new float[n][Xception.FEATURES];
      for (int i = 0; i < n; i++) {
        Arrays.fill(features[i], batch.get(i * batch.remaining() / n));
      }
      return features;
    }

    @Override
    public EngineOutput inferWithFeatures(FloatBuffer batch, int n) {
      return new EngineOutput(new float[n][Scene.LABELS.size()], features(batch, n));
    }

    @Override
    public void close() {}
  }

  private ObjectRef put(int label, String name) {
    byte[] bytes = FakeReader.image(label, name);
    store.put(BUCKET, "uploads/" + name, bytes, "image/jpeg");
    return new ObjectRef(BUCKET, "uploads/" + name, bytes.length, Sha256.hex(bytes));
  }

  private void label(String name, ObjectRef object) {
    var event =
        new ImageLabeled(
            name, object, "shirt", Instant.EPOCH, LabelSource.PERSON, null, Instant.EPOCH, model);
    try (var producer =
        new KafkaProducer<String, byte[]>(
            ClientSettings.producer(kafka(), Duration.ofSeconds(5), TIMEOUT).toMap())) {
      producer.send(Scene.CODEC.encode(event, CloudEvent.of(event, "test")));
    }
  }

  private FeatureSet stored() {
    return new FeatureStore(store, BUCKET, dir.resolve("reader")).open(BASE, Scene.SMALL);
  }

  private static float first(FeatureSet set, ObjectRef object, Augmentation shown) {
    FloatBuffer features = FloatBuffer.allocate(Xception.FEATURES);
    set.read(object.sha256(), shown, features);
    return features.get(0);
  }

  @Test
  void featuresOfLabeledImagesAreStoredAndTheLabelsNotReadAgain() {
    for (int i = 0; i < 5; i++) {
      label("image-" + i, put(i, "image-" + i));
    }
    label("gone", new ObjectRef(BUCKET, "uploads/gone", 3, Sha256.hex("gone")));
    stage.start();
    await().atMost(TIMEOUT).untilAtomic(computed, is(5));
    stage.close();

    FeatureSet set = stored();
    for (int i = 0; i < 5; i++) {
      ObjectRef object = put(i, "image-" + i);
      assertThat(first(set, object, Augmentation.NONE)).isEqualTo(i);
      assertThat(first(set, object, Augmentation.MIRRORED)).isEqualTo(i);
      assertThat(set.look(object.sha256())).isPresent();
    }
    assertThat(engine.images).hasValue(10);

    ObjectRef later = put(7, "later");
    label("later", later);
    stage = stage();
    stage.start();
    await().atMost(TIMEOUT).untilAtomic(computed, is(6));
    stage.close();
    assertThat(stored().has(later.sha256(), Augmentation.MIRRORED)).isTrue();
    assertThat(engine.images).hasValue(12);
  }

  @Test
  void featuresOfAnswersAreKeptAndOnlyMirrorImagesAreComputedOnceThereIsALabel() {
    ObjectRef object = put(4, "answered");
    stage.start();
    await().atMost(TIMEOUT).until(() -> stage.answered().wants(serving));
    FloatBuffer tensor = tensor(4);
    stage
        .answered()
        .offer(object, serving, tensor, engine.inferWithFeatures(tensor, 1).features()[0]);
    label("answered", object);
    await().atMost(TIMEOUT).untilAtomic(computed, is(1));
    stage.close();

    FeatureSet set = stored();
    assertThat(first(set, object, Augmentation.NONE)).isEqualTo(4);
    assertThat(first(set, object, Augmentation.MIRRORED)).isEqualTo(4);
    assertThat(engine.images).as("one for the answer, one for the mirror image").hasValue(2);
    assertThat(store.list(BUCKET, "features/", null)).toIterable().hasSize(2);
    assertThat(new FeatureStore(store, BUCKET, dir).limitAnswered(0)).isEqualTo(1);
    assertThat(store.list(BUCKET, "features/", null)).toIterable().hasSize(1);
  }

  @Test
  void theFleetSharesTheLabels() throws Exception {
    Set<String> wanted = new HashSet<>();
    stage.start();
    try (FeatureStage other = stage()) {
      other.start();
      await()
          .atMost(TIMEOUT)
          .ignoreExceptions()
          .until(() -> partitionsOfMembers().equals(List.of(1, 1)));
      for (int i = 0; i < 40; i++) {
        ObjectRef object = put(i % 10, "of-the-fleet-" + i);
        wanted.add(object.sha256());
        label("of-the-fleet-" + i, object);
      }
      await().atMost(TIMEOUT).untilAtomic(computed, is(40));
    }
    stage.close();

    assertThat(engine.images).as("each image and its mirror image once").hasValue(80);
    FeatureSet set = stored();
    assertThat(wanted).allMatch(sha256 -> set.has(sha256, Augmentation.NONE));
    assertThat(wanted).allMatch(sha256 -> set.has(sha256, Augmentation.MIRRORED));
    assertThat(segments()).as("a segment of each at least").isGreaterThanOrEqualTo(2);
  }

  private List<Integer> partitionsOfMembers() throws Exception {
    try (var admin = Admin.create(kafka())) {
      return admin
          .describeConsumerGroups(List.of(group()))
          .all()
          .get()
          .get(group())
          .members()
          .stream()
          .map(member -> member.assignment().topicPartitions().size())
          .toList();
    }
  }

  private long segments() {
    long segments = 0;
    for (var objects = store.list(BUCKET, "features/", null); objects.hasNext(); objects.next()) {
      segments++;
    }
    return segments;
  }

  private String group() {
    return "features." + model + "." + BASE.substring(0, 12);
  }

  @Test
  void aVersionWithAnotherBackboneKeepsNone() {
    isOwn = false;
    stage.start();
    await().atMost(TIMEOUT).untilAsserted(() -> assertThat(groups()).isNotEmpty());
    assertThat(stage.answered().wants(serving)).isFalse();
  }

  @Test
  void imagesInProgressComeFirst() {
    idle.set(false);
    label("waiting", put(3, "waiting"));
    stage.start();
    await().atMost(TIMEOUT).until(() -> stage.answered().wants(serving));
    assertThat(computed).hasValue(0);
    assertThat(engine.images).hasValue(0);

    idle.set(true);
    await().atMost(TIMEOUT).untilAtomic(computed, is(1));
  }

  private List<String> groups() throws Exception {
    try (var admin = Admin.create(kafka())) {
      return admin.listGroups().all().get().stream()
          .map(group -> group.groupId())
          .filter(id -> id.equals(group()))
          .toList();
    }
  }

  private static FloatBuffer tensor(float value) {
    FloatBuffer tensor =
        ByteBuffer.allocateDirect(Scene.SMALL.tensorLength() * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    while (tensor.hasRemaining()) {
      tensor.put(value);
    }
    return tensor.flip();
  }
}
