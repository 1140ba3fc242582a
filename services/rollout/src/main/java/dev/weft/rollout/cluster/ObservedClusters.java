package dev.weft.rollout.cluster;

import dev.weft.events.ModelRef;
import dev.weft.events.WeftEvent;
import dev.weft.events.catalog.Topics;
import dev.weft.events.kafka.Decoded;
import dev.weft.events.kafka.EventCodec;
import dev.weft.events.model.ModelPublished;
import dev.weft.events.rollout.RolloutObserved;
import dev.weft.kafka.read.LiveReplicas;
import dev.weft.kafka.read.TopicFollower;
import dev.weft.modelstore.ModelStore;
import dev.weft.rollout.state.Evidence;
import dev.weft.rollout.state.ObservedCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Observed state of each model's cluster, kept up to date on background threads. Thread-safe. */
public final class ObservedClusters implements AutoCloseable {
  private final LiveReplicas replicas;
  private final Loadings loadings;
  private final Duration loadTimeout;
  private final PublishedVersions publications;
  private final Evidence evidence;
  private final EventCodec codec;
  private final TopicFollower follower;
  private final PublicationListener publicationListener;

  /** Notified of each version that is announced as published, on the follower's thread. */
  public interface PublicationListener {
    void published(ConsumerRecord<String, byte[]> record, ModelPublished version);
  }

  /**
   * @param kafka client configuration
   * @param replicaTimeout a replica that is silent for longer is considered gone
   * @param loadTimeout longest time that a replica may take to load a candidate
   * @param storeEvery interval between two listings of the store
   */
  public ObservedClusters(
      Map<String, ?> kafka,
      EventCodec codec,
      ModelStore models,
      Evidence evidence,
      Duration replicaTimeout,
      Duration loadTimeout,
      Duration storeEvery,
      PublicationListener publicationListener) {
    this.publicationListener = publicationListener;
    this.replicas = new LiveReplicas(replicaTimeout, replicaTimeout);
    if (loadTimeout.isNegative() || loadTimeout.isZero()) {
      throw new IllegalArgumentException(
          "weft.rollout.load-timeout must be longer than 0, but is " + loadTimeout);
    }
    // A replica that fell silent is remembered until that has led to a decision.
    this.loadings = new Loadings(loadTimeout.multipliedBy(2));
    this.loadTimeout = loadTimeout;
    this.publications = new PublishedVersions(models, storeEvery);
    this.evidence = evidence;
    this.codec = codec;
    // Older reports are of replicas that are gone, or have been repeated since.
    this.follower =
        new TopicFollower(
            kafka,
            "weft-rollout-cluster",
            List.of(Topics.ROLLOUTS_OBSERVED, Topics.MODELS_PUBLISHED),
            replicaTimeout,
            this::accept);
  }

  /** Starts the threads; the topics must exist. */
  public void start() {
    publications.start();
    follower.start();
  }

  /**
   * Whether decisions can be based on this view: store and topics have been read, and the topics
   * are still followed. A broker that becomes unavailable later does not change that.
   */
  public boolean isKnown() {
    return publications.isKnown() && follower.isCaughtUp() && follower.failure().isEmpty();
  }

  /** Models that have a published version. */
  public Set<String> models() {
    return publications.models();
  }

  /** The current view of a model. */
  public ObservedCluster of(String model) {
    return new ObservedCluster(
        publications.of(model), replicas.live(model), evidence, loadings.of(model), loadTimeout);
  }

  /**
   * The current view of a model; lists the store first if the version is not known to be published.
   *
   * @param version null for none
   * @throws dev.weft.objectstore.StoreUnavailableException if the store does not answer
   */
  public ObservedCluster of(String model, Integer version) {
    if (version != null && !publications.of(model).contains(version)) {
      publications.refresh();
    }
    return of(model);
  }

  /** Regards the version as removed from now on. */
  public void remove(ModelRef version) {
    publications.remove(version);
  }

  private void accept(ConsumerRecord<String, byte[]> record) {
    if (codec.decode(record) instanceof Decoded.Valid<? extends WeftEvent> valid) {
      if (valid.event() instanceof RolloutObserved report) {
        accept(record, report);
      } else if (valid.event() instanceof ModelPublished version) {
        publicationListener.published(record, version);
        publications.requestListing();
      }
    }
  }

  private void accept(ConsumerRecord<String, byte[]> record, RolloutObserved report) {
    if (follower.isCaughtUp()) {
      replicas.reported(report);
    } else {
      replicas.found(report, Instant.ofEpochMilli(record.timestamp()));
    }
    loadings.accept(report);
  }

  @Override
  public void close() {
    follower.close();
    publications.close();
  }
}
