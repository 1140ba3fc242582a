package dev.weft.gateway.app;

import dev.weft.access.http.Access;
import dev.weft.events.catalog.Topics;
import dev.weft.events.kafka.EventCodec;
import dev.weft.events.object.ImageObjects;
import dev.weft.gateway.GatewayConfig;
import dev.weft.gateway.intake.EventPublisher;
import dev.weft.gateway.intake.HourKeys;
import dev.weft.gateway.intake.Intake;
import dev.weft.gateway.intake.ReconciledUploads;
import dev.weft.gateway.intake.StoredUploads;
import dev.weft.gateway.intake.UploadBudget;
import dev.weft.gateway.live.AnswerWaiters;
import dev.weft.gateway.live.FeedLimits;
import dev.weft.gateway.live.FeedTopics;
import dev.weft.gateway.live.LiveFeed;
import dev.weft.gateway.live.StreamSlots;
import dev.weft.gateway.models.Evaluations;
import dev.weft.gateway.models.PublishedModels;
import dev.weft.gateway.reconcile.ReconcileLimits;
import dev.weft.gateway.reconcile.ReconcileMark;
import dev.weft.gateway.reconcile.Reconciler;
import dev.weft.gateway.rollouts.MeasuredWindows;
import dev.weft.gateway.rollouts.OrderAnswers;
import dev.weft.gateway.rollouts.RolloutFeed;
import dev.weft.gateway.rollouts.RolloutOrders;
import dev.weft.gateway.rollouts.Rollouts;
import dev.weft.gateway.system.AnsweredCounts;
import dev.weft.gateway.topics.BrokerProbe;
import dev.weft.gateway.topics.ImageTopics;
import dev.weft.gateway.topics.KafkaEventPublisher;
import dev.weft.gateway.topics.SharedDecoder;
import dev.weft.gateway.trainings.TrainingFeed;
import dev.weft.gateway.trainings.Trainings;
import dev.weft.gateway.views.ImageQueries;
import dev.weft.gateway.views.RetryingViews;
import dev.weft.gateway.views.ViewRetry;
import dev.weft.gateway.views.cluster.ClusterViews;
import dev.weft.gateway.views.cluster.HttpPeers;
import dev.weft.gateway.views.streams.CompleteViews;
import dev.weft.gateway.views.streams.LocalViews;
import dev.weft.gateway.views.streams.ViewCompleteness;
import dev.weft.gateway.views.streams.ViewRetention;
import dev.weft.gateway.views.streams.ViewSettings;
import dev.weft.gateway.views.streams.ViewStreams;
import dev.weft.kafka.cdi.Brokers;
import dev.weft.kafka.read.LiveReplicas;
import dev.weft.modelstore.ModelStore;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.cdi.StoreConfig;
import dev.weft.telemetry.Traces;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.kafka.streams.state.HostInfo;

/** Produces the gateway's beans. {@link GatewayLifecycle} starts and stops them. */
final class GatewayBeans {

  private final GatewayConfig config;
  private final Map<String, Object> kafka;

  GatewayBeans(GatewayConfig config, Brokers brokers) {
    this.config = config;
    this.kafka = brokers.config();
  }

  @Produces
  @Singleton
  ImageTopics topics(EventCodec codec) {
    return new ImageTopics(codec);
  }

  /** For the views and the live feed, which read the same topics. */
  @Produces
  @Singleton
  @Typed(SharedDecoder.class)
  SharedDecoder decoder(ImageTopics topics) {
    return new SharedDecoder(topics);
  }

  @Produces
  @Singleton
  KafkaEventPublisher publisher(EventCodec codec, Traces traces) {
    return new KafkaEventPublisher(
        kafka, codec, config.intake().publishTimeout(), traces.of("gateway"));
  }

  @Produces
  @Singleton
  BrokerProbe broker() {
    return new BrokerProbe(kafka);
  }

  @Produces
  @Singleton
  UploadBudget budget() {
    return new UploadBudget(config.intake().memory().asLongValue(), config.intake().slowAfter());
  }

  @Produces
  @Singleton
  Intake intake(
      ObjectStore store,
      StoreConfig storeConfig,
      EventPublisher publisher,
      ClusterViews views,
      CompleteViews complete,
      StoredUploads stored) {
    return new Intake(
        store,
        storeConfig.bucket(),
        publisher,
        new ViewKnownUploads(views, complete),
        stored,
        Clock.systemUTC());
  }

  @Produces
  @Singleton
  StoredUploads storedUploads(
      ObjectStore store, StoreConfig storeConfig, HourKeys hourKeys, ReconciledUploads reconciled) {
    return new StoredUploads(store, storeConfig.bucket(), hourKeys, reconciled, Clock.systemUTC());
  }

  @Produces
  @Singleton
  ReconcileProgress reconcileProgress(
      ObjectStore store,
      StoreConfig storeConfig,
      BrokerProbe broker,
      HourKeys hourKeys,
      ReconciledUploads reconciled) {
    return new ReconcileProgress(
        store, storeConfig.bucket(), broker::clusterId, hourKeys, reconciled);
  }

  @Produces
  @Singleton
  ReconciledUploads reconciledUploads(ViewRetention retention) {
    return new ReconciledUploads(Clock.systemUTC(), retention.images());
  }

  @Produces
  @Singleton
  HourKeys hourKeys(ObjectStore store, StoreConfig storeConfig) {
    return new HourKeys(
        () -> ReconcileMark.in(store, storeConfig.bucket()).map(ReconcileMark::hourKeysSince),
        Clock.systemUTC());
  }

  @Produces
  @Singleton
  ViewStreams streams(SharedDecoder decoder, ViewRetention retention) {
    GatewayConfig.Views views = config.views();
    return new ViewStreams(
        new ViewSettings(
            views.applicationId(),
            kafka,
            new HostInfo(config.advertisedHost(), config.advertisedPort()),
            views.stateDir(),
            views.threads(),
            views.standbys(),
            views.memory().asLongValue(),
            views.session(),
            retention),
        ImageTopics.ALL,
        decoder);
  }

  @Produces
  @Singleton
  ViewRetention retention() {
    GatewayConfig.Views views = config.views();
    Duration images = views.retention().isZero() ? null : views.retention();
    return new ViewRetention(images, views.labeledRetention().orElse(null));
  }

  @Produces
  @Singleton
  @Typed(LocalViews.class)
  LocalViews local(ViewStreams streams) {
    return streams.local();
  }

  @Produces
  @Singleton
  HttpPeers peers(Access access, TlsConfigurationRegistry tls) {
    Optional<SSLContext> context = config.replicaTls().map(name -> PeerTls.context(tls, name));
    return new HttpPeers(config.views().timeout(), access::replicaKey, context);
  }

  @Produces
  @Singleton
  @Typed(ClusterViews.class)
  ClusterViews cluster(LocalViews local, HttpPeers peers, KafkaEventPublisher publisher) {
    return new ClusterViews(local, peers, () -> publisher.partitions(Topics.IMAGES_UPLOADED));
  }

  @Produces
  @Singleton
  ImageQueries views(ClusterViews cluster) {
    return new RetryingViews(cluster, new ViewRetry(config.views().timeout()));
  }

  @Produces
  @Singleton
  AnswerWaiters waiters() {
    return new AnswerWaiters(config.intake().maxWaiting());
  }

  @Produces
  @Singleton
  StreamSlots streamSlots() {
    return new StreamSlots(config.live().maxStreams(), config.live().maxStreamsPerCaller());
  }

  @Produces
  @Singleton
  LiveFeed feed(
      ImageTopics topics,
      SharedDecoder decoder,
      AnswerWaiters waiters,
      ViewedAnswers viewed,
      AnsweredCounts answered,
      Traces traces) {
    GatewayConfig.Live live = config.live();
    return new LiveFeed(
        new FeedTopics(kafka, ImageTopics.ANSWERS, ImageTopics.OTHERS),
        traces.isOn() ? new AnswerTraces(decoder, waiters, traces.of("gateway")) : decoder,
        topics,
        event -> {
          viewed.complete(event);
          answered.count(event);
        },
        new FeedLimits(live.ring(), live.replays(), live.heartbeat()));
  }

  @Produces
  @Singleton
  Trainings trainings() {
    return new Trainings(config.trainings().kept());
  }

  @Produces
  @Singleton
  TrainingFeed trainingFeed(ImageTopics topics, Trainings trainings) {
    return new TrainingFeed(kafka, topics, trainings);
  }

  @Produces
  @Singleton
  Rollouts rollouts() {
    return new Rollouts();
  }

  @Produces
  @Singleton
  LiveReplicas replicas() {
    return new LiveReplicas(config.rollouts().replicaTimeout(), RolloutFeed.REMEMBERED);
  }

  @Produces
  @Singleton
  MeasuredWindows measurements() {
    return new MeasuredWindows(config.rollouts().windows());
  }

  @Produces
  @Singleton
  OrderAnswers orderAnswers() {
    return new OrderAnswers(config.rollouts().orders());
  }

  @Produces
  @Singleton
  RolloutOrders rolloutOrders(EventPublisher publisher, OrderAnswers answers) {
    return new RolloutOrders(publisher, answers, config.rollouts().timeout());
  }

  @Produces
  @Singleton
  RolloutFeed rolloutFeed(
      ImageTopics topics,
      Rollouts rollouts,
      OrderAnswers answers,
      LiveReplicas replicas,
      MeasuredWindows measurements) {
    return new RolloutFeed(
        kafka, config.rollouts().back(), topics, rollouts, answers, replicas, measurements);
  }

  @Produces
  @Singleton
  PublishedModels models(ModelStore store) {
    return new PublishedModels(store);
  }

  @Produces
  @Singleton
  Evaluations evaluations(ObjectStore store, StoreConfig storeConfig) {
    return new Evaluations(store, storeConfig.bucket());
  }

  @Produces
  @Singleton
  ImageObjects images(StoreConfig storeConfig) {
    return new ImageObjects(storeConfig.bucket());
  }

  @Produces
  @Singleton
  ViewCompleteness completeness(LocalViews local) {
    return new ViewCompleteness(kafka, config.views().applicationId(), ImageTopics.ALL, local);
  }

  @Produces
  @Singleton
  CompleteViews vouchedViews(LocalViews local) {
    return new CompleteViews(local);
  }

  @Produces
  @Singleton
  Reconciler reconciler(
      ObjectStore store,
      ImageObjects images,
      EventPublisher publisher,
      LocalViews local,
      CompleteViews vouched,
      HttpPeers peers,
      HourKeys hourKeys,
      BrokerProbe broker,
      ViewRetention retention) {
    GatewayConfig.Reconcile reconcile = config.reconcile();
    return new Reconciler(
        store,
        images,
        reconcile.prefixes(),
        new ClusterIndexedImages(local, vouched, peers),
        publisher,
        new PeerHourAgreement(local, peers, hourKeys),
        broker::clusterId,
        Clock.systemUTC(),
        new ReconcileLimits(
            reconcile.grace(),
            reconcile.maxAge(),
            reconcile.maxEvents(),
            reconcile.sweep(),
            retention.images()));
  }
}
