package dev.weft.classifier.app;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.weft.classifier.serving.LoadingState;
import dev.weft.events.WeftEvent;
import dev.weft.events.catalog.Topics;
import dev.weft.events.image.ImageClassified;
import dev.weft.events.image.ImageRejected;
import dev.weft.events.image.ImageUploaded;
import dev.weft.events.image.ObjectRef;
import dev.weft.events.image.Prediction;
import dev.weft.events.image.RejectionReason;
import dev.weft.events.kafka.CloudEvent;
import dev.weft.events.kafka.Decoded;
import dev.weft.events.kafka.EventCodec;
import dev.weft.events.label.ImageLabeled;
import dev.weft.events.object.ObjectImageId;
import dev.weft.events.rollout.RolloutChanged;
import dev.weft.events.rollout.RolloutObserved;
import dev.weft.imaging.DecodeLimits;
import dev.weft.imaging.ImageReaders;
import dev.weft.imaging.ImageReading;
import dev.weft.kafka.read.TopicFollower;
import dev.weft.modelstore.ModelStore;
import dev.weft.objectstore.ObjectStore;
import dev.weft.startermodel.StarterModel;
import dev.weft.testsupport.garments.Garments;
import dev.weft.xception.engine.EngineOptions;
import dev.weft.xception.engine.load.Engines;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The complete application with the starter model, a real broker and a real store. */
@QuarkusTest
@QuarkusTestResource(StarterModelResource.class)
class ClassifierIT {

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String brokers;

  @ConfigProperty(name = "weft.classifier.model-cache")
  Path cache;

  @TestHTTPResource("/q/health/ready")
  URL ready;

  @TestHTTPResource("/q/metrics")
  URL metrics;

  @TestHTTPResource("/")
  URL root;

  @Inject ObjectStore store;
  @Inject ModelStore models;
  @Inject EventCodec codec;
  @Inject ClassifierService service;

  private final Map<String, WeftEvent> answers = new HashMap<>();
  private final Map<String, WeftEvent> labels = new HashMap<>();

  @Test
  void classifiesUploadsAndNotifiedObjectsAndRejectsTheRest() throws Exception {
    assertThat(get(ready).body()).contains("rollout service");
    sayThatTheFirstVersionServes();
    await().atMost(TIMEOUT).until(() -> get(ready).statusCode() == 200);
    assertThat(get(ready).body()).contains("clothing:1").contains("onnx-cpu").contains("revision");
    awaitReportOfTheFirstVersion();
    assertThat(service.models().get(0).state()).isInstanceOf(LoadingState.Serving.class);

    byte[] jpeg = Garments.seeded(7).draw(0).jpeg();
    store.put(StarterModelResource.BUCKET, "uploads/drawn", jpeg, "image/jpeg");
    store.put(StarterModelResource.BUCKET, "images/a shirt.jpeg", jpeg, "image/jpeg");
    store.put(StarterModelResource.BUCKET, "labeled/Not sure/1.jpg", jpeg, "image/jpeg");
    var event =
        new ImageUploaded(
            "drawn",
            new ObjectRef(StarterModelResource.BUCKET, "uploads/drawn", jpeg.length, null),
            "image/jpeg",
            Instant.now(),
            null,
            Map.of());
    String etag = store.stat(StarterModelResource.BUCKET, "images/a shirt.jpeg").get().etag();
    try (var producer = producer()) {
      producer.send(codec.encode(event, CloudEvent.of(event, "/test")));
      String key = "weft/images/a shirt.jpeg";
      send(producer, key, notification("images/a+shirt.jpeg", jpeg.length, etag));
      send(producer, key, notification("images/a+shirt.jpeg", jpeg.length, etag));
      send(producer, "weft/labeled", notification("labeled/Not+sure/1.jpg", jpeg.length, etag));
      send(producer, key, notification("models/clothing/1/model.onnx", 7, "0"));
      send(producer, "what", "not json");
      send(producer, null, "{}");
    }
    String notified = ObjectImageId.of(StarterModelResource.BUCKET, "images/a shirt.jpeg", etag);
    readUntil(5);

    var classified = (ImageClassified) answers.get("drawn");
    assertThat(classified.predictions()).hasSize(10);
    assertSameAsTheEngineAlone(classified.predictions(), jpeg);
    assertThat(((ImageClassified) answers.get(notified)).predictions())
        .isEqualTo(classified.predictions());
    assertThat(labels.values())
        .singleElement()
        .satisfies(
            label -> {
              assertThat(((ImageLabeled) label).label()).isEqualTo("Not sure");
              assertThat(answers).containsKey(label.key());
            });
    assertThat(answers.values())
        .filteredOn(ImageRejected.class::isInstance)
        .hasSize(2)
        .allSatisfy(
            answer -> {
              var rejected = (ImageRejected) answer;
              assertThat(rejected.reason()).isEqualTo(RejectionReason.INVALID_EVENT);
              assertThat(rejected.origin().topic()).isEqualTo(Topics.S3_NOTIFICATIONS);
            });
    new OpenInferenceConformance(root.toURI(), jpeg, tensor(jpeg), classified.predictions())
        .check();
    // The last request's place is released after its answer.
    await()
        .atMost(TIMEOUT)
        .untilAsserted(
            () ->
                assertThat(get(metrics).body())
                    .contains(
                        "weft_classifier_inference_requests_seconds_count{outcome=\"answered\"")
                    .contains(
                        "weft_classifier_inference_requests_seconds_count{outcome=\"refused\"")
                    .contains("weft_classifier_inference_images_total{model=\"clothing\"")
                    .contains("weft_classifier_inference_waiting{model=\"clothing\"} 0.0")
                    .contains("weft_classifier_queue_seconds")
                    .contains("weft_classifier_fetch_seconds")
                    .contains("weft_classifier_decode_seconds")
                    .contains("weft_classifier_infer_seconds")
                    .contains("weft_classifier_end_to_end_seconds")
                    .contains("weft_classifier_batch_size")
                    .contains("weft_classifier_model_bytes")
                    .contains(
                        "weft_classifier_results_total{engine=\"onnx-cpu\",model=\"clothing\""));
  }

  private void sayThatTheFirstVersionServes() {
    var state =
        new RolloutChanged(
            StarterModel.NAME,
            7,
            1,
            false,
            null,
            null,
            null,
            null,
            1,
            RolloutChanged.Cause.of(RolloutChanged.Kind.POLICY, "the first version"),
            Instant.now(),
            null);
    try (var producer = producer()) {
      producer.send(codec.encode(state, CloudEvent.of(state, "/test")));
    }
  }

  private void awaitReportOfTheFirstVersion() {
    var reports = new CopyOnWriteArrayList<RolloutObserved>();
    Consumer<ConsumerRecord<String, byte[]>> reader =
        record ->
            reports.add(
                ((Decoded.Valid<RolloutObserved>) codec.decode(record, RolloutObserved.class))
                    .event());
    Map<String, Object> kafka = Map.of("bootstrap.servers", brokers);
    try (var follower =
        new TopicFollower(kafka, "observer", List.of(Topics.ROLLOUTS_OBSERVED), reader)) {
      follower.start();
      await()
          .atMost(TIMEOUT)
          .until(() -> follower.isCaughtUp() && reports.stream().anyMatch(this::isOfTheFirst));
    }
  }

  private boolean isOfTheFirst(RolloutObserved report) {
    return report.revision() == 7
        && Integer.valueOf(1).equals(report.serving())
        && "onnx-cpu".equals(report.engine())
        && report.replica().equals("local")
        && report.versions().get(0).state() == RolloutObserved.State.READY;
  }

  private static FloatBuffer tensor(byte[] jpeg) {
    var preprocessing = StarterModelResource.SMALLER_INPUT;
    var tensor =
        ByteBuffer.allocateDirect(preprocessing.tensorLength() * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    var reader = ImageReaders.create(DecodeLimits.DEFAULT);
    assertThat(reader.read(jpeg, preprocessing, tensor)).isInstanceOf(ImageReading.Read.class);
    return tensor.flip();
  }

  private void assertSameAsTheEngineAlone(List<Prediction> predictions, byte[] jpeg) {
    var tensor = tensor(jpeg);
    var bundle = models.fetch(StarterModel.NAME, 1, cache);
    var options = new EngineOptions("onnx-cpu", 0, 1, 0);
    try (var engine = Engines.load(bundle.files(), bundle.golden(), options)) {
      float[] logits = engine.infer(tensor, 1)[0];
      double sum = 0;
      int best = 0;
      for (int i = 0; i < logits.length; i++) {
        best = logits[i] > logits[best] ? i : best;
      }
      for (float logit : logits) {
        sum += Math.exp(logit - logits[best]);
      }
      assertThat(predictions.get(0).label()).isEqualTo(StarterModel.classes().get(best));
      assertThat(predictions.get(0).probability()).isCloseTo(1 / sum, within(1e-3));
    }
    assertThat(predictions)
        .isSortedAccordingTo(Comparator.comparing(Prediction::probability).reversed());
  }

  private void readUntil(int count) {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers", brokers,
            "group.id", "test",
            "auto.offset.reset", "earliest",
            "isolation.level", "read_committed");
    try (var consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(
          List.of(Topics.IMAGES_CLASSIFIED, Topics.IMAGES_REJECTED, Topics.IMAGES_LABELED));
      await()
          .atMost(TIMEOUT)
          .until(
              () -> {
                consumer
                    .poll(Duration.ofMillis(100))
                    .forEach(
                        record -> {
                          var decoded = (Decoded.Valid<?>) codec.decode(record);
                          var events = decoded.event() instanceof ImageLabeled ? labels : answers;
                          assertThat(events).doesNotContainKey(record.key());
                          events.put(record.key(), decoded.event());
                        });
                return answers.size() >= count && !labels.isEmpty();
              });
    }
  }

  private KafkaProducer<String, byte[]> producer() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", brokers), new StringSerializer(), new ByteArraySerializer());
  }

  private static void send(KafkaProducer<String, byte[]> producer, String key, String value) {
    producer.send(
        new ProducerRecord<>(Topics.S3_NOTIFICATIONS, key, value.getBytes(StandardCharsets.UTF_8)));
  }

  private static String notification(String key, long size, String etag) {
    return """
    {"EventName":"s3:ObjectCreated:Put","Key":"weft/%1$s","Records":[{
      "eventVersion":"2.0","eventSource":"minio:s3","awsRegion":"",
      "eventTime":"2026-11-02T10:15:30.123Z","eventName":"s3:ObjectCreated:Put",
      "userIdentity":{"principalId":"weft"},
      "s3":{"s3SchemaVersion":"1.0","configurationId":"Config",
        "bucket":{"name":"weft","ownerIdentity":{"principalId":"weft"},"arn":"arn:aws:s3:::weft"},
        "object":{"key":"%1$s","size":%2$d,"eTag":"%3$s","sequencer":"17"}},
      "source":{"host":"10.0.0.7","port":"","userAgent":"mc"}}]}
    """
        .formatted(key, size, etag);
  }

  private static HttpResponse<String> get(URL url) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(url.toString())).build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
