package dev.weft.gateway.app;

import dev.weft.gateway.erasures.ErasureWork;
import dev.weft.gateway.explain.Explanations;
import dev.weft.gateway.intake.UploadBudget;
import dev.weft.gateway.live.AnswerWaiters;
import dev.weft.gateway.live.LiveFeed;
import dev.weft.gateway.live.StreamSlots;
import dev.weft.gateway.reconcile.Reconciler;
import dev.weft.gateway.rollouts.Measurements;
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
      gauge(registry, "upload.memory.bytes", "held by uploads in flight", budget::used);
      gauge(registry, "upload.memory.limit.bytes", "uploads may hold", budget::limit);
      gauge(registry, "waiting", "requests that wait for an answer", waiters::size);
    };
  }

  @Produces
  @Singleton
  MeterBinder views(ViewStreams views, HttpPeers peers, ImageTopics topics) {
    return registry -> {
      gauge(
          registry,
          "views.running",
          "1 if all local stores answer",
          () -> views.isRunning() ? 1 : 0);
      counter(
          registry,
          "views.ended",
          "images whose time in the views is over",
          views,
          ViewStreams::ended);
      gauge(registry, "views.lag.records", "furthest partition's lag", views::lag);
      counter(registry, "views.forwarded", "questions to other replicas", peers, HttpPeers::asked);
      counter(
          registry, "records.refused", "records that were no event", topics, ImageTopics::refused);
    };
  }

  @Produces
  @Singleton
  MeterBinder live(LiveFeed feed, StreamSlots streams) {
    return registry -> {
      gauge(registry, "streams", "open event streams of all kinds", streams::open);
      counter(
          registry,
          "streams.refused",
          "event streams that were more than may be open",
          streams,
          StreamSlots::refused);
      gauge(registry, "live.subscribers", "open streams", feed::subscribers);
      counter(registry, "live.dropped", "streams ended for being slow", feed, LiveFeed::dropped);
    };
  }

  @Produces
  @Singleton
  MeterBinder trainings(Trainings trainings) {
    return registry -> gauge(registry, "trainings", "trainings that are shown", trainings::size);
  }

  @Produces
  @Singleton
  MeterBinder explanations(Explanations explanations) {
    return registry ->
        gauge(
            registry,
            "explanations.versions",
            "model versions held in memory to be explained",
            explanations::loaded);
  }

  @Produces
  @Singleton
  MeterBinder rollouts(Measurements measurements) {
    return registry ->
        gauge(registry, "rollouts.windows", "measured windows in memory", measurements::size);
  }

  @Produces
  @Singleton
  MeterBinder reconciler(Reconciler reconciler, ViewCompleteness completeness) {
    return registry -> {
      gauge(
          registry,
          "views.incomplete",
          "partitions of topics of which the views miss records",
          completeness::incomplete);
      gauge(
          registry,
          "reconcile.unusable",
          "objects that no event can name, at the last round",
          () -> reconciler.last().unusable());
      gauge(
          registry,
          "reconcile.too.old",
          "objects without an event that are too old for one, at the last round",
          () -> reconciler.last().tooOld());
      counter(
          registry,
          "reconcile.capped",
          "rounds that published as many events as one may",
          reconciler,
          Reconciler::capped);
      counter(
          registry, "reconcile.objects", "objects looked at", reconciler, Reconciler::processed);
      counter(
          registry,
          "reconcile.repaired",
          "missing events published",
          reconciler,
          Reconciler::repaired);
    };
  }

  @Produces
  @Singleton
  MeterBinder erasures(ErasureWork work) {
    return registry -> {
      counter(registry, "erasures", "images erased", work, ErasureWork::done);
      gauge(
          registry,
          "erasures.refused",
          "erasures whose object the store refuses to remove",
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
