package dev.weft.rollout.app;

import dev.weft.events.rollout.RolloutStrategy;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** Configuration of the rollout service. */
@ConfigMapping(prefix = "weft.rollout")
public interface RolloutConfig {

  /** Whether this process decides about rollouts. */
  @WithDefault("true")
  boolean enabled();

  /** Consumer group; the replicas of one group share the models. */
  @WithDefault("weft-rollout")
  String groupId();

  /** This replica's name, unique in its group and the same after a restart. */
  @WithDefault("local")
  String instanceId();

  /** How often the state of each model is evaluated. */
  @WithDefault("500ms")
  Duration tick();

  /** A classifier replica that has not reported for this long is considered gone. */
  @WithDefault("15s")
  Duration replicaTimeout();

  /** An order whose record timestamp is older than this is refused as {@code expired}. */
  @WithDefault("1h")
  Duration orderMaxAge();

  /**
   * A rollout is rolled back if a replica is still loading its candidate after this time, or
   * stopped reporting while it loaded the candidate and has not come back.
   */
  @WithDefault("15m")
  Duration loadTimeout();

  /**
   * How often the store is listed for published versions, in addition to the events that announce
   * them.
   */
  @WithDefault("5s")
  Duration storeEvery();

  /**
   * Delay before the first retry after a failure of the broker or the store; doubles with each
   * retry.
   */
  @WithDefault("200ms")
  Duration retryFirst();

  /** Longest delay between two retries. */
  @WithDefault("10s")
  Duration retryMost();

  /** The initial policy of a model; orders change it. */
  FirstPolicy firstPolicy();

  /** Removal of old versions. How many are kept is part of the model's policy. */
  Retention retention();

  /** Measurement of what versions do to live images. */
  Measure measure();

  /** The initial policy of a model; orders change it. */
  interface FirstPolicy {
    /** Whether the publication of a version starts a rollout. */
    @WithDefault("true")
    boolean autoStart();

    /** The strategy by which a version is rolled out. */
    @WithDefault("shadow-canary")
    RolloutStrategy strategy();
  }

  /** Removal of old versions. */
  interface Retention {
    /** Minimum age at which a version may be removed. */
    @WithDefault("1h")
    Duration keepAtLeast();

    /** How often old versions are searched for and removed. */
    @WithDefault("1m")
    Duration every();
  }

  /** Measurement of what versions do to live images. */
  interface Measure {
    /** Application id of the Kafka Streams application, the same for all replicas. */
    @WithDefault("weft-rollout-measure")
    String applicationId();

    /** Directory of the state stores; only one process may use it at a time. */
    @WithDefault(".weft/rollout")
    Path stateDir();

    /** Number of standby replicas of each partition's state. */
    @WithDefault("0")
    int standbys();

    /** Native memory of all state stores together. */
    @WithDefault("32M")
    MemorySize memory();

    /**
     * Heap for the windows of all versions and partitions; when it is full, the oldest windows are
     * dropped.
     */
    @WithDefault("64M")
    MemorySize windowsMemory();

    /**
     * Session timeout: a replica that is silent for this long is considered gone, and its
     * partitions are assigned to others.
     */
    @WithDefault("6s")
    Duration session();

    /** Length of the windows in which images are counted. */
    @WithDefault("10s")
    Duration window();

    /** How long after the classification of an image labels are still counted for it. */
    @WithDefault("1d")
    Duration remember();

    /** Interval between two reports of changed measurements. */
    @WithDefault("1s")
    Duration emit();

    /** How often live images are compared with the training's to detect drift. */
    @WithDefault("30s")
    Duration driftEvery();

    /** Period that the meters of a version, such as its accuracy, cover. */
    @WithDefault("1h")
    Duration metricsOver();
  }
}
