package dev.weft.trainer.app;

import dev.weft.events.kafka.EventCodec;
import dev.weft.events.training.TrainingRequested;
import dev.weft.events.training.TrainingTrigger;
import dev.weft.kafka.cdi.Brokers;
import dev.weft.modelstore.ModelStore;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.StoreRefusedException;
import dev.weft.objectstore.StoreUnavailableException;
import dev.weft.objectstore.cdi.StoreConfig;
import dev.weft.telemetry.LogFields;
import dev.weft.telemetry.Subject;
import dev.weft.trainer.labels.LabelTopic;
import dev.weft.trainer.labels.TracedLabel;
import dev.weft.trainer.run.files.LabelMark;
import dev.weft.trainer.run.files.LabelMarks;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.scheduler.ScheduledExecution;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Requests trainings by schedule and by the number of new labels. All trainers do so; their
 * requests have the same id and therefore count as one.
 */
@Singleton
class Triggers {
  private static final Logger LOG = Logger.getLogger("dev.weft.trainer");
  private static final DateTimeFormatter SLOT =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final TrainerConfig config;
  private final RequestSender sender;
  private final LabelTopic labels;
  private final LabelMarks marks;
  private final ModelStore models;
  private final Map<String, String> askedByLabels = new ConcurrentHashMap<>();

  @Inject
  Triggers(
      TrainerConfig config,
      StoreConfig storeConfig,
      RequestSender sender,
      Brokers brokers,
      EventCodec codec,
      ObjectStore store,
      ModelStore models) {
    this(
        config,
        sender,
        new LabelTopic(brokers.config(), codec, config.model()),
        new LabelMarks(store, storeConfig.bucket()),
        models);
  }

  Triggers(
      TrainerConfig config,
      RequestSender sender,
      LabelTopic labels,
      LabelMarks marks,
      ModelStore models) {
    this.config = config;
    this.sender = sender;
    this.labels = labels;
    this.marks = marks;
    this.models = models;
  }

  @Scheduled(
      cron = "{weft.trainer.trigger.schedule}",
      concurrentExecution = ConcurrentExecution.SKIP)
  void bySchedule(ScheduledExecution execution) {
    if (config.enabled()) {
      String slot = SLOT.format(execution.getScheduledFireTime());
      for (String model : config.trigger().models()) {
        request(
            "schedule-%s-%s".formatted(model, slot), model, TrainingTrigger.SCHEDULE, List.of());
      }
    }
  }

  @Scheduled(
      every = "{weft.trainer.trigger.every}",
      delayed = "{weft.trainer.trigger.every}",
      concurrentExecution = ConcurrentExecution.SKIP)
  void byLabels() {
    if (!config.enabled() || config.trigger().labels() < 1) {
      return;
    }
    config.trigger().models().forEach(this::countLabels);
  }

  private void countLabels(String model) {
    try {
      Optional<LabelMark> mark = marks.get(model);
      LabelTopic.Changes changed =
          labels.changedSince(mark.map(LabelMark::position).orElse(Map.of()), model);
      if (changed.images() >= config.trigger().labels()) {
        String id =
            "labels-%s-%d-after-%s"
                .formatted(
                    model,
                    models.newest(model).orElse(0),
                    mark.map(last -> shortened(last.trainingId())).orElse("none"));
        if (!id.equals(askedByLabels.get(model))
            && request(id, model, TrainingTrigger.LABELS, changed.traced())) {
          askedByLabels.put(model, id);
        }
      }
    } catch (StoreUnavailableException | StoreRefusedException | KafkaException e) {
      LOG.warnf("cannot count new labels of model=%s at the moment: %s", model, e.getMessage());
    }
  }

  /**
   * Ids have at most 128 characters; one that contained its predecessor's id would grow without
   * bound.
   */
  private static String shortened(String trainingId) {
    return Integer.toHexString(trainingId.hashCode());
  }

  /**
   * @param because the newest labels that triggered the request
   */
  @SuppressWarnings("try") // the fields are only closed
  private boolean request(
      String id, String model, TrainingTrigger trigger, List<TracedLabel> because) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    try (LogFields fields = LogFields.of(Subject.training(id, model))) {
      var request = new TrainingRequested(id, model, trigger, null, null, now);
      sender.send(request, because.stream().map(TracedLabel::parent).toList());
      LOG.infof("training=%s requested by %s", id, trigger.code());
      return true;
    } catch (KafkaException e) {
      LogFields.about(
          Subject.training(id, config.model()),
          () -> LOG.warnf("cannot request training=%s: %s", id, e.getMessage()));
      return false;
    }
  }
}
