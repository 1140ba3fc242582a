package dev.weft.gateway.app;

import dev.weft.gateway.erasures.ErasureWork;
import dev.weft.gateway.explain.Explanations;
import dev.weft.gateway.intake.UploadBudget;
import dev.weft.gateway.live.AnswerWaiters;
import dev.weft.gateway.live.LiveFeed;
import dev.weft.gateway.live.StreamSlots;
import dev.weft.gateway.reconcile.Reconciler;
import dev.weft.gateway.rollouts.MeasuredWindows;
import dev.weft.gateway.topics.ImageTopics;
import dev.weft.gateway.trainings.Trainings;
import dev.weft.gateway.views.cluster.HttpPeers;
import dev.weft.gateway.views.streams.ViewCompleteness;
import dev.weft.gateway.views.streams.ViewStreams;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** Registers the gateway's counters as metrics. */
final class GatewayMeters {

  @Produces
  @Singleton
  MeterBinder intake(UploadBudget budget, AnswerWaiters waiters) {
    return registry -> {
      gauge(registry, "upload.memory.bytes", "Memory held by uploads in progress", budget::used);
      gauge(
          registry,
          "upload.memory.limit.bytes",
          "Maximum memory for uploads in progress",
          budget::limit);
      gauge(registry, "waiting", "Number of requests waiting for a prediction", waiters::size);
    };
  }

  @Produces
  @Singleton
  MeterBinder views(ViewStreams views, HttpPeers peers, ImageTopics topics) {
    return registry -> {
      gauge(
          registry,
          "views.running",
          "1 if all local state stores can be queried, otherwise 0",
          () -> views.isRunning() ? 1 : 0);
      counter(
          registry,
          "views.ended",
          "Number of images removed from the views after their retention time",
          views,
          ViewStreams::ended);
      gauge(
          registry,
          "views.lag.records",
          "Lag of the views in the partition that lags furthest",
          views::lag);
      counter(
          registry,
          "views.forwarded",
          "Number of queries forwarded to other replicas",
          peers,
          HttpPeers::queries);
      counter(
          registry,
          "records.refused",
          "Number of records skipped because they are not valid events",
          topics,
          ImageTopics::refused);
    };
  }

  @Produces
  @Singleton
  MeterBinder live(LiveFeed feed, StreamSlots streams) {
    return registry -> {
      gauge(registry, "streams", "Number of open event streams of all kinds", streams::open);
      counter(
          registry,
          "streams.refused",
          "Number of event streams refused because too many were open",
          streams,
          StreamSlots::refused);
      gauge(registry, "live.subscribers", "Number of open prediction streams", feed::subscribers);
      counter(
          registry,
          "live.dropped",
          "Number of prediction streams closed because the client read too slowly",
          feed,
          LiveFeed::dropped);
    };
  }

  @Produces
  @Singleton
  MeterBinder trainings(Trainings trainings) {
    return registry ->
        gauge(registry, "trainings", "Number of trainings in the view", trainings::size);
  }

  @Produces
  @Singleton
  MeterBinder explanations(Explanations explanations) {
    return registry ->
        gauge(
            registry,
            "explanations.versions",
            "Number of model versions held in memory for explanations",
            explanations::loaded);
  }

  @Produces
  @Singleton
  MeterBinder rollouts(MeasuredWindows measurements) {
    return registry ->
        gauge(
            registry,
            "rollouts.windows",
            "Number of measurement windows held in memory",
            measurements::size);
  }

  @Produces
  @Singleton
  MeterBinder reconciler(Reconciler reconciler, ViewCompleteness completeness) {
    return registry -> {
      gauge(
          registry,
          "views.incomplete",
          "Number of topic partitions of which the views have missed records",
          completeness::incomplete);
      gauge(
          registry,
          "reconcile.unusable",
          "Number of objects in the last reconciliation whose keys cannot be used in an event",
          () -> reconciler.last().unusable());
      gauge(
          registry,
          "reconcile.too.old",
          "Number of objects in the last reconciliation without an event and too old to get one",
          () -> reconciler.last().tooOld());
      counter(
          registry,
          "reconcile.capped",
          "Number of reconciliations that reached the limit of published events",
          reconciler,
          Reconciler::capped);
      counter(
          registry,
          "reconcile.objects",
          "Number of objects checked by reconciliation",
          reconciler,
          Reconciler::processed);
      counter(
          registry,
          "reconcile.repaired",
          "Number of missing events published by reconciliation",
          reconciler,
          Reconciler::repaired);
    };
  }

  @Produces
  @Singleton
  MeterBinder erasures(ErasureWork work) {
    return registry -> {
      counter(registry, "erasures", "Number of erased images", work, ErasureWork::done);
      gauge(
          registry,
          "erasures.refused",
          "Number of erasures whose object the store refuses to delete",
          work::refused);
    };
  }

  private static void gauge(
      MeterRegistry registry, String name, String what, Supplier<Number> value) {
    Gauge.builder("weft.gateway." + name, value).description(what).register(registry);
  }

  /**
   * The registry only has a weak reference to the object, so that must be a bean, which stays
   * reachable.
   */
  private static <T> void counter(
      MeterRegistry registry, String name, String what, T part, ToDoubleFunction<T> value) {
    FunctionCounter.builder("weft.gateway." + name, part, value)
        .description(what)
        .register(registry);
  }
}
