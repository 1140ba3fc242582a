package dev.weft.benchpeer;

import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.minio.GetObjectArgs;
import io.minio.MinioClient;
import io.minio.errors.MinioException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * From upload events to answers: fetches and decodes each image, and runs the model on the batch.
 * The libraries are used as their documentation shows, with default settings. Not thread-safe.
 */
public final class PeerClassifier implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Store store;
  private final PeerImages images;
  private final PeerModel model;
  private final List<String> classes;

  private PeerClassifier(Store store, PeerImages images, PeerModel model, List<String> classes) {
    this.store = store;
    this.images = images;
    this.model = model;
    this.classes = classes;
  }

  /** The store, with the one bucket of photographs and model. */
  private record Store(MinioClient client, String bucket) {

    byte[] object(String key) throws IOException, MinioException, GeneralSecurityException {
      GetObjectArgs object = GetObjectArgs.builder().bucket(bucket).object(key).build();
      try (InputStream in = client.getObject(object)) {
        return in.readAllBytes();
      }
    }
  }

  /** Loads the model from the store. */
  public static PeerClassifier load(PeerSettings settings)
      throws IOException, OrtException, MinioException, GeneralSecurityException {
    Store store =
        new Store(
            MinioClient.builder()
                .endpoint(settings.endpoint())
                .credentials(settings.accessKey(), settings.secretKey())
                .build(),
            settings.bucket());
    JsonNode manifest = JSON.readTree(store.object(settings.version() + "manifest.json"));
    List<String> classes = new ArrayList<>();
    manifest.path("classes").forEach(name -> classes.add(name.asText()));
    PeerImages images =
        new PeerImages(
            manifest.path("preprocessing").path("width").asInt(),
            manifest.path("preprocessing").path("height").asInt());
    PeerModel model = PeerModel.load(store.object(settings.version() + "model.onnx"), images);
    return new PeerClassifier(store, images, model, classes);
  }

  /**
   * Returns the answer to each upload event of a batch, in the same order.
   *
   * @throws IOException if an image is not in the store, or cannot be decoded
   */
  public List<String> answers(List<ConsumerRecord<String, String>> uploads)
      throws IOException, OrtException, MinioException, GeneralSecurityException {
    FloatBuffer tensor = model.tensor(uploads.size());
    for (ConsumerRecord<String, String> upload : uploads) {
      JsonNode object = JSON.readTree(upload.value()).path("object");
      images.read(store.object(object.path("key").asText()), tensor);
    }
    long start = System.nanoTime();
    float[][] probabilities = model.run(tensor.flip(), uploads.size());
    double seconds = (System.nanoTime() - start) / 1e9;
    List<String> answers = new ArrayList<>();
    for (int i = 0; i < uploads.size(); i++) {
      answers.add(answer(uploads.get(i).key(), classes, probabilities[i], seconds));
    }
    return answers;
  }

  /** Returns an answer in JSON. */
  static String answer(String id, List<String> classes, float[] probabilities, double seconds)
      throws IOException {
    int best = 0;
    var all = JSON.createObjectNode();
    for (int i = 0; i < probabilities.length; i++) {
      best = probabilities[i] > probabilities[best] ? i : best;
      all.put(classes.get(i), probabilities[i]);
    }
    var answer = JSON.createObjectNode();
    answer
        .put("imageId", id)
        .put("label", classes.get(best))
        .put("probability", all.get(classes.get(best)).floatValue());
    answer.set("probabilities", all);
    answer.putObject("timings").put("inferSeconds", seconds);
    return JSON.writeValueAsString(answer);
  }

  @Override
  public void close() throws OrtException {
    model.close();
  }
}
