package dev.weft.gateway.app;

import dev.weft.events.kafka.EventCodec;
import dev.weft.gateway.GatewayConfig;
import dev.weft.gateway.labels.DoubtfulLabels;
import dev.weft.gateway.labels.LabelFeed;
import dev.weft.gateway.labels.LabelMix;
import dev.weft.gateway.labels.LabelQueue;
import dev.weft.gateway.labels.Labels;
import dev.weft.gateway.labels.LocalRanking;
import dev.weft.gateway.labels.NewLabels;
import dev.weft.gateway.labels.NextTraining;
import dev.weft.gateway.models.FeatureReferences;
import dev.weft.gateway.models.PublishedModels;
import dev.weft.gateway.trainings.Trainings;
import dev.weft.gateway.uncertainty.LabeledAnswers;
import dev.weft.gateway.uncertainty.VersionRules;
import dev.weft.gateway.views.ImageQueries;
import dev.weft.gateway.views.ViewRetry;
import dev.weft.gateway.views.cluster.ClusterViews;
import dev.weft.gateway.views.cluster.HttpPeers;
import dev.weft.gateway.views.streams.LocalViews;
import dev.weft.kafka.cdi.Brokers;
import dev.weft.modelstore.ModelStore;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.cdi.StoreConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;

/** Produces the beans of labels. {@link GatewayLifecycle} starts and stops them. */
final class LabelBeans {

  private final GatewayConfig config;
  private final Map<String, Object> kafka;

  LabelBeans(GatewayConfig config, Brokers brokers) {
    this.config = config;
    this.kafka = brokers.config();
  }

  @Produces
  @Singleton
  LocalRanking ranking(LocalViews local, PublishedModels models) {
    return new LocalRanking(local, new FeatureReferences(models)::of);
  }

  @Produces
  @Singleton
  Labels labels(ClusterViews cluster, LocalRanking ranking, HttpPeers peers) {
    GatewayConfig.Labels labels = config.labels();
    return new Labels(
        cluster,
        ranking,
        peers,
        new ViewRetry(config.views().timeout()),
        labels.considered(),
        labels.countAge());
  }

  @Produces
  @Singleton
  LabeledAnswers labeledAnswers(ImageQueries views, Labels labels) {
    return new LabeledAnswers(views, labels::counts);
  }

  @Produces
  @Singleton
  VersionRules versionRules(ModelStore store) {
    return new VersionRules(store);
  }

  @Produces
  @Singleton
  LabelQueue labelQueue() {
    GatewayConfig.Labels.Mix mix = config.labels().mix();
    return new LabelQueue(new LabelMix(mix.random(), mix.unlike(), mix.doubtful()));
  }

  @Produces
  @Singleton
  DoubtfulLabels doubtfulLabels(
      Trainings trainings, ObjectStore store, StoreConfig storeConfig, ImageQueries views) {
    return new DoubtfulLabels(trainings, store, storeConfig.bucket(), views);
  }

  @Produces
  @Singleton
  NewLabels newLabels() {
    return new NewLabels(config.labels().remembered(), config.trainings().model());
  }

  @Produces
  @Singleton
  LabelFeed labelFeed(EventCodec codec, NewLabels labels) {
    return new LabelFeed(kafka, codec, labels);
  }

  @Produces
  @Singleton
  NextTraining nextTraining(
      NewLabels labels, LabelFeed feed, ObjectStore store, StoreConfig storeConfig) {
    GatewayConfig.Trainings trainings = config.trainings();
    return new NextTraining(labels, feed, store, storeConfig.bucket(), trainings.newLabels());
  }
}
