package dev.weft.trainer.orders;

import dev.weft.events.ModelRef;
import dev.weft.events.WeftEvent;
import dev.weft.events.kafka.CloudEvent;
import dev.weft.events.kafka.EventCodec;
import dev.weft.events.model.ModelPublished;
import dev.weft.events.training.TrainingProgress;
import dev.weft.events.training.TrainingRequested;
import dev.weft.events.training.TrainingState;
import dev.weft.modelstore.ModelManifest;
import dev.weft.trainer.run.TrainingRuns;
import dev.weft.trainer.run.files.TrainingOutcome;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Creates the events that report how a training ended. */
final class CompletionEvents {
  private final EventCodec codec;

  CompletionEvents(EventCodec codec) {
    this.codec = codec;
  }

  /**
   * Returns the events of a training with an outcome: the new version if there is one, and the end
   * of each request.
   *
   * @param sameAs other requests that are completed by it
   */
  List<ProducerRecord<String, byte[]>> of(
      TrainingRequested request, TrainingOutcome outcome, List<String> sameAs) {
    List<ProducerRecord<String, byte[]>> events = new ArrayList<>();
    ModelManifest manifest = null;
    if (outcome.state() == TrainingState.PUBLISHED) {
      manifest = TrainingRuns.manifest(request.trainingId(), outcome);
      if (!outcome.wasThere()) {
        events.add(record(published(request, manifest)));
      }
    }
    events.add(
        record(end(TrainingProgress.of(request).detail(outcome.detail()), outcome, manifest)));
    for (String id : sameAs) {
      events.add(record(end(ProgressSender.sameAs(id, request), outcome, manifest)));
    }
    return events;
  }

  /** Returns the event of a request that was cancelled while it was queued. */
  ProducerRecord<String, byte[]> cancelled(TrainingRequested request) {
    return record(
        TrainingProgress.of(request)
            .detail("it was cancelled before it started")
            .event(TrainingState.CANCELLED, ProgressSender.now()));
  }

  private static WeftEvent end(
      TrainingProgress progress, TrainingOutcome outcome, ModelManifest manifest) {
    if (manifest != null) {
      progress.version(manifest.version());
    }
    if (outcome.report() != null) {
      progress.report(outcome.report());
    }
    return progress.event(outcome.state(), ProgressSender.now());
  }

  private static ModelPublished published(TrainingRequested request, ModelManifest manifest) {
    String parent = manifest.origin().parent();
    return new ModelPublished(
        new ModelRef(manifest.name(), manifest.version()),
        manifest.classes(),
        parent == null ? null : Integer.valueOf(parent.substring(parent.lastIndexOf(':') + 1)),
        request.trainingId(),
        manifest.origin().metrics(),
        manifest.publishedAt());
  }

  private ProducerRecord<String, byte[]> record(WeftEvent event) {
    return codec.encode(event, CloudEvent.of(event, ProgressSender.SOURCE));
  }
}
