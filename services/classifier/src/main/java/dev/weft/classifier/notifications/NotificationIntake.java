package dev.weft.classifier.notifications;

import dev.weft.classifier.notifications.Translator.Meaning;
import dev.weft.events.WeftEvent;
import dev.weft.events.image.ImageRejected.Origin;
import dev.weft.events.kafka.CloudEvent;
import dev.weft.events.kafka.EventCodec;
import dev.weft.events.label.ImageLabeled;
import dev.weft.events.object.ImageObjects;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.StoreUnavailableException;
import dev.weft.objectstore.cdi.StoreConfig;
import dev.weft.telemetry.KafkaSpans;
import dev.weft.telemetry.Subject;
import dev.weft.telemetry.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.reactive.messaging.kafka.KafkaRecord;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordBatchMetadata;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.smallrye.reactive.messaging.kafka.transactions.KafkaTransactions;
import io.smallrye.reactive.messaging.kafka.transactions.TransactionalEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Consumes bucket notifications batch by batch, exactly once: the events made of a batch and its
 * offsets commit in one Kafka transaction. A batch that fails is delivered again.
 */
@ApplicationScoped
class NotificationIntake {

  static final String IN = "weft-notifications";
  static final String OUT = "weft-notified";

  private static final Logger LOG = Logger.getLogger("dev.weft.classifier.notifications");
  private static final String GROUP = "weft-notifications";
  private static final String SOURCE = "/weft/classifier";

  private static final Duration FIRST_WAIT = Duration.ofMillis(500);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

  private final Translator translator;
  private final KafkaTransactions<byte[]> transactions;
  private final EventCodec codec;
  private final MeterRegistry registry;
  private final KafkaSpans spans;

  @Inject
  NotificationIntake(
      @Channel(OUT) KafkaTransactions<byte[]> transactions,
      EventCodec codec,
      MeterRegistry registry,
      Traces traces,
      ObjectStore store,
      StoreConfig storeConfig) {
    this.translator =
        new Translator(InstantSource.system(), new ImageObjects(storeConfig.bucket()), store::stat);
    this.spans = traces.of("classifier");
    this.transactions = transactions;
    this.codec = codec;
    this.registry = registry;
  }

  @Incoming(IN)
  Uni<Void> take(Message<List<byte[]>> batch) {
    ConsumerRecords<?, ?> records =
        batch.getMetadata(IncomingKafkaRecordBatchMetadata.class).orElseThrow().getRecords();
    return Uni.createFrom()
        .item(() -> translated(records))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
        .onFailure(StoreUnavailableException.class)
        .invoke(
            e -> LOG.warnf("notifications are waiting for the object store: %s", e.getMessage()))
        .onFailure(StoreUnavailableException.class)
        .retry()
        .withBackOff(FIRST_WAIT, LONGEST_WAIT)
        .indefinitely()
        .chain(meanings -> commit(batch, records, meanings))
        .onFailure()
        .invoke(e -> LOG.warn("a batch of notifications failed and will be delivered again", e))
        .onFailure()
        .recoverWithUni(e -> Uni.createFrom().voidItem());
  }

  /** Translates each record, outside of the transaction, which must not wait for the store. */
  private List<List<Meaning>> translated(ConsumerRecords<?, ?> records) {
    List<List<Meaning>> meanings = new ArrayList<>();
    for (ConsumerRecord<?, ?> record : records) {
      meanings.add(translator.translate((byte[]) record.value(), EventCodec.origin(record)));
    }
    return meanings;
  }

  private Uni<Void> commit(
      Message<List<byte[]>> batch, ConsumerRecords<?, ?> records, List<List<Meaning>> meanings) {
    return transactions.withTransactionAndAck(
        batch,
        emitter -> {
          Iterator<List<Meaning>> each = meanings.iterator();
          for (ConsumerRecord<?, ?> record : records) {
            List<Meaning> ofRecord = each.next();
            spans.processing(record, GROUP, () -> send(record, ofRecord, emitter));
          }
          return Uni.createFrom().voidItem();
        });
  }

  private void send(
      ConsumerRecord<?, ?> record, List<Meaning> meanings, TransactionalEmitter<byte[]> emitter) {
    Origin origin = EventCodec.origin(record);
    for (Meaning meaning : meanings) {
      if (meaning instanceof Meaning.Uploaded uploaded) {
        send(codec.encode(uploaded.event(), of(uploaded.event())), uploaded.event(), emitter);
        uploaded.label().ifPresent(label -> send(label, emitter));
        count("uploaded");
      } else if (meaning instanceof Meaning.Rejected rejected) {
        var cause = CloudEvent.causedBy(origin, rejected.event(), SOURCE);
        send(codec.encode(rejected.event(), cause), rejected.event(), emitter);
        count("rejected");
      } else if (meaning instanceof Meaning.Ignored ignored) {
        LOG.debugf("ignored %s", ignored.key());
        count("ignored");
      }
    }
  }

  private void send(ImageLabeled label, TransactionalEmitter<byte[]> emitter) {
    send(codec.encode(label, of(label)), label, emitter);
    count("labeled");
  }

  private void send(
      ProducerRecord<String, byte[]> record,
      WeftEvent event,
      TransactionalEmitter<byte[]> emitter) {
    spans.sending(record, Subject.of(event), () -> emitter.send(message(record)));
  }

  /** Gives an event the same id however often the store sends the notification. */
  private static CloudEvent of(WeftEvent event) {
    return CloudEvent.of(event, SOURCE);
  }

  private static Message<byte[]> message(ProducerRecord<String, byte[]> record) {
    return KafkaRecord.of(record.key(), record.value())
        .addMetadata(
            OutgoingKafkaRecordMetadata.<String>builder()
                .withTopic(record.topic())
                .withKey(record.key())
                .withHeaders(record.headers())
                .build());
  }

  private void count(String result) {
    registry.counter("weft.classifier.notifications", "result", result).increment();
  }
}
