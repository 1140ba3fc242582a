package dev.weft.benchpeer.messaging;

import ai.onnxruntime.OrtException;
import dev.weft.benchpeer.PeerClassifier;
import dev.weft.benchpeer.PeerSettings;
import io.minio.errors.MinioException;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.reactive.messaging.kafka.Record;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * What an engineer would write instead of Weft in an afternoon with Quarkus: a method that receives
 * batches of upload events and sends the answers.
 *
 * <p>At least once: the batch is acknowledged when the method returns, after the broker has
 * acknowledged the answers, and the connector commits acknowledged offsets every few seconds. After
 * a crash, the images since the last commit are answered again. An image that cannot be fetched or
 * decoded ends the consumption.
 */
@Singleton
class UploadConsumer {
  static final String UPLOADS = "uploads";
  static final String ANSWERS = "answers";

  private final PeerClassifier classifier;
  private final Emitter<Record<String, String>> answers;

  @Inject
  UploadConsumer(@Channel(ANSWERS) Emitter<Record<String, String>> answers)
      throws IOException, OrtException, MinioException, GeneralSecurityException {
    this.classifier = PeerClassifier.load(PeerSettings.of(System.getenv()));
    this.answers = answers;
  }

  /** Answers a batch. Batches are processed one after the other, on a worker thread. */
  @Incoming(UPLOADS)
  @Blocking
  void answer(ConsumerRecords<String, String> uploads)
      throws IOException, OrtException, MinioException, GeneralSecurityException {
    List<ConsumerRecord<String, String>> batch = new ArrayList<>();
    uploads.forEach(batch::add);
    List<String> texts = classifier.answers(batch);
    List<CompletableFuture<Void>> sent = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      Record<String, String> answer = Record.of(batch.get(i).key(), texts.get(i));
      sent.add(answers.send(answer).toCompletableFuture());
    }
    CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).join();
  }

  @PreDestroy
  void close() throws OrtException {
    classifier.close();
  }
}
