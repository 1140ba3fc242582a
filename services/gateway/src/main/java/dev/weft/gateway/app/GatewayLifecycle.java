package dev.weft.gateway.app;

import dev.weft.gateway.explain.Explanations;
import dev.weft.gateway.labels.LabelFeed;
import dev.weft.gateway.live.LiveFeed;
import dev.weft.gateway.rollouts.RolloutFeed;
import dev.weft.gateway.topics.BrokerProbe;
import dev.weft.gateway.topics.KafkaEventPublisher;
import dev.weft.gateway.trainings.TrainingFeed;
import dev.weft.gateway.views.streams.ViewStreams;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Starts the readers of Kafka once the topics exist, and stops them in reverse order. */
@Singleton
final class GatewayLifecycle {

  private final ViewStreams views;
  private final LiveFeed feed;
  private final TrainingFeed trainings;
  private final RolloutFeed rollouts;
  private final LabelFeed labels;
  private final Rounds rounds;
  private final Explanations explanations;
  private final KafkaEventPublisher publisher;
  private final BrokerProbe broker;

  GatewayLifecycle(
      ViewStreams views,
      LiveFeed feed,
      TrainingFeed trainings,
      RolloutFeed rollouts,
      LabelFeed labels,
      Rounds rounds,
      Explanations explanations,
      KafkaEventPublisher publisher,
      BrokerProbe broker) {
    this.views = views;
    this.feed = feed;
    this.trainings = trainings;
    this.rollouts = rollouts;
    this.labels = labels;
    this.rounds = rounds;
    this.explanations = explanations;
    this.publisher = publisher;
    this.broker = broker;
  }

  void start(@Observes StartupEvent event) {
    views.start();
    feed.start();
    trainings.start();
    rollouts.start();
    labels.start();
    rounds.start();
  }

  void stop(@Observes ShutdownEvent event) {
    rounds.close();
    explanations.close();
    labels.close();
    rollouts.close();
    trainings.close();
    feed.close();
    views.close();
    publisher.close();
    broker.close();
  }
}
