package dev.weft.trainer.app;

import dev.weft.events.TrainingRequested;
import dev.weft.events.TrainingTrigger;
import dev.weft.events.cdi.Brokers;
import dev.weft.events.kafka.EventCodec;
import dev.weft.modelstore.ModelStore;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.StoreUnavailableException;
import dev.weft.objectstore.cdi.StoreConfig;
import dev.weft.telemetry.LogFields;
import dev.weft.telemetry.Subject;
import dev.weft.trainer.labels.LabelTopic;
import dev.weft.trainer.labels.TracedLabel;
import dev.weft.trainer.run.LabelMark;
import dev.weft.trainer.run.LabelMarks;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.scheduler.ScheduledExecution;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Asks for trainings by the clock and by the number of new labels. Every trainer does so; what they
 * ask for has the same id, and so is one training.
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
  private volatile String askedByLabels = "";

  Triggers(
      TrainerConfig config,
      StoreConfig storeConfig,
      RequestSender sender,
      Brokers brokers,
      EventCodec codec,
      ObjectStore store,
      ModelStore models) {
    this.config = config;
    this.sender = sender;
    this.labels = new LabelTopic(brokers.config(), codec);
    this.marks = new LabelMarks(store, storeConfig.bucket());
    this.models = models;
  }

  @Scheduled(
      cron = "{weft.trainer.trigger.schedule}",
      concurrentExecution = ConcurrentExecution.SKIP)
  void bySchedule(ScheduledExecution execution) {
    if (config.enabled()) {
      String slot = SLOT.format(execution.getScheduledFireTime());
      ask("schedule-%s-%s".formatted(config.model(), slot), TrainingTrigger.SCHEDULE, List.of());
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
    try {
      Optional<LabelMark> mark = marks.get(config.model());
      LabelTopic.Changes changed =
          labels.changedSince(mark.map(LabelMark::position).orElse(Map.of()));
      if (changed.images() >= config.trigger().labels()) {
        String id =
            "labels-%s-%d-after-%s"
                .formatted(
                    config.model(),
                    models.newest(config.model()).orElse(0),
                    mark.map(last -> shortened(last.trainingId())).orElse("none"));
        if (!id.equals(askedByLabels) && ask(id, TrainingTrigger.LABELS, changed.traced())) {
          askedByLabels = id;
        }
      }
    } catch (StoreUnavailableException | KafkaException e) {
      LOG.warnf("new labels are not counted now: %s", e.getMessage());
    }
  }

  /** Ids may have 128 characters; one that names its predecessor would grow for ever. */
  private static String shortened(String trainingId) {
    return Integer.toHexString(trainingId.hashCode());
  }

  /**
   * @param because of these labels, the newest
   */
  @SuppressWarnings("try") // the fields are only held
  private boolean ask(String id, TrainingTrigger trigger, List<TracedLabel> because) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    try (LogFields fields = LogFields.of(Subject.training(id, config.model()))) {
      var request = new TrainingRequested(id, config.model(), trigger, null, null, now);
      sender.send(request, because.stream().map(TracedLabel::parent).toList());
      LOG.infof("training=%s asked for by %s", id, trigger.code());
      return true;
    } catch (KafkaException e) {
      LogFields.about(
          Subject.training(id, config.model()),
          () -> LOG.warnf("training=%s not asked for: %s", id, e.getMessage()));
      return false;
    }
  }
}
