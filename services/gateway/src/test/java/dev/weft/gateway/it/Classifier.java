package dev.weft.gateway.it;

import dev.weft.base.Sha256;
import dev.weft.events.ModelRef;
import dev.weft.events.WeftEvent;
import dev.weft.events.catalog.Topics;
import dev.weft.events.image.ImageClassified;
import dev.weft.events.image.ImageRejected;
import dev.weft.events.image.ImageUploaded;
import dev.weft.events.image.ObjectRef;
import dev.weft.events.image.Prediction;
import dev.weft.events.image.RejectionReason;
import dev.weft.events.image.Timings;
import dev.weft.events.kafka.CloudEvent;
import dev.weft.events.kafka.EventCodec;
import dev.weft.events.label.ImageLabeled;
import dev.weft.events.label.LabelSource;
import dev.weft.events.model.ServingRole;
import dev.weft.events.rollout.RolloutObserved;
import dev.weft.events.rollout.RolloutObserved.ReplicaVersion;
import dev.weft.events.rollout.RolloutObserved.State;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Plays the classifier: publishes results of images in transactions, as the classifier does. */
final class Classifier implements AutoCloseable {

  private final EventCodec codec;
  private final KafkaProducer<String, byte[]> producer;

  Classifier(String bootstrapServers, EventCodec codec) {
    this.codec = codec;
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "transactional.id", "test-classifier"),
            new StringSerializer(),
            new ByteArraySerializer());
    producer.initTransactions();
  }

  void classify(String imageId, String label) {
    publish(classified(imageId, label));
  }

  void classify(String imageId, String model, int version, String label) {
    publish(classified(imageId, new ModelRef(model, version), label));
  }

  void classify(String imageId, String label, double probability) {
    publish(
        classified(
            imageId, new ModelRef("clothing", 1), List.of(new Prediction(label, probability))));
  }

  /** Publishes the answer of a version in any role, such as a candidate's. */
  void classify(String imageId, ModelRef version, ServingRole role, String label) {
    publish(classified(imageId, version, role, List.of(new Prediction(label, 0.9))));
  }

  /** Publishes a label, as another gateway would. */
  void label(String imageId, String label) {
    publish(
        new ImageLabeled(
            imageId,
            new ObjectRef("weft", "uploads/" + imageId, 3, null),
            label,
            Instant.now(),
            LabelSource.PERSON,
            "ann",
            Instant.now()));
  }

  /** Publishes an upload event with any object key, as another program would. */
  void upload(String imageId, String key) {
    publish(
        new ImageUploaded(
            imageId,
            new ObjectRef("weft", key, 2, null),
            "image/png",
            Instant.now(),
            null,
            Map.of()));
  }

  void reject(String imageId) {
    publish(
        new ImageRejected(
            imageId,
            null,
            RejectionReason.NOT_AN_IMAGE,
            "the bytes are no image",
            new ImageRejected.Origin(Topics.IMAGES_UPLOADED, 0, 0),
            Instant.now()));
  }

  /** Publishes the report of a replica about a version. */
  void report(ModelRef version, State state) {
    publish(
        new RolloutObserved(
            version.name(),
            "classifier-1",
            1,
            null,
            List.of(new ReplicaVersion(version.version(), state, null, null)),
            null,
            false,
            Instant.now()));
  }

  private void publish(WeftEvent event) {
    producer.beginTransaction();
    producer.send(codec.encode(event, CloudEvent.of(event, "/test")));
    producer.commitTransaction();
  }

  static ImageClassified classified(String imageId, String label) {
    return classified(imageId, new ModelRef("clothing", 1), label);
  }

  private static ImageClassified classified(String imageId, ModelRef model, String label) {
    return classified(imageId, model, List.of(new Prediction(label, 0.9)));
  }

  private static ImageClassified classified(
      String imageId, ModelRef model, List<Prediction> labels) {
    return classified(imageId, model, ServingRole.PRIMARY, labels);
  }

  private static ImageClassified classified(
      String imageId, ModelRef model, ServingRole role, List<Prediction> labels) {
    return new ImageClassified(
        imageId,
        new ObjectRef("weft", "uploads/" + imageId, 3, Sha256.hex(imageId)),
        model,
        role,
        labels,
        "onnx-cpu",
        new Timings(0.1, 0.1, 0.1, 0.1),
        Instant.now(),
        Instant.now(),
        Map.of(),
        null,
        null,
        null);
  }

  @Override
  public void close() {
    producer.close();
  }
}
