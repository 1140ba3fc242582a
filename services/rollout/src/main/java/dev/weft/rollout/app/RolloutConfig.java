package dev.weft.rollout.app;

import dev.weft.events.rollout.RolloutStrategy;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** The rollout service. */
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

  /** How often each model is looked at. */
  @WithDefault("500ms")
  Duration tick();

  /** A classifier that is silent for so long is taken for gone. */
  @WithDefault("15s")
  Duration replicaTimeout();

  /** An order that is older, by its record's time, is refused as {@code expired}. */
  @WithDefault("1h")
  Duration orderMaxAge();

  /**
   * A rollout whose candidate a replica is still loading after so long, or fell silent over without
   * coming back, is rolled back.
   */
  @WithDefault("15m")
  Duration loadTimeout();

  /** How often the store is looked at for published versions, also without an event. */
  @WithDefault("5s")
  Duration storeEvery();

  /** The first wait before a broker or a store that failed is tried again; doubles. */
  @WithDefault("200ms")
  Duration retryFirst();

  /** The longest wait before it is tried again. */
  @WithDefault("10s")
  Duration retryMost();

  /** The policy that a model begins with; orders change it. */
  FirstPolicy firstPolicy();

  /** What becomes of old versions; how many are kept, the model's policy says. */
  Retention retention();

  /** What versions do to live images. */
  Measure measure();

  /** The policy that a model begins with; orders change it. */
  interface FirstPolicy {
    /** Whether a published version starts a rollout by itself. */
    @WithDefault("true")
    boolean autoStart();

    /** How a version is rolled out. */
    @WithDefault("shadow-canary")
    RolloutStrategy strategy();
  }

  /** What becomes of old versions. */
  interface Retention {
    /** A version stays at least so long. */
    @WithDefault("1h")
    Duration keepAtLeast();

    /** How often old versions are looked for. */
    @WithDefault("1m")
    Duration every();
  }

  /** What versions do to live images. */
  interface Measure {
    /** Name of the stream application, the same for all replicas. */
    @WithDefault("weft-rollout-measure")
    String applicationId();

    /** Folder of the state stores; one process at a time. */
    @WithDefault(".weft/rollout")
    Path stateDir();

    /** Warm copies of each partition on other replicas. */
    @WithDefault("0")
    int standbys();

    /** Native memory of all state stores together. */
    @WithDefault("32M")
    MemorySize memory();

    /** Heap for the windows of all versions and partitions; the oldest go first. */
    @WithDefault("64M")
    MemorySize windowsMemory();

    /** Silence after which a replica counts as gone and others take its partitions. */
    @WithDefault("6s")
    Duration session();

    /** Images are counted in windows of this length. */
    @WithDefault("10s")
    Duration window();

    /** For how long labels count for an image after its classification. */
    @WithDefault("1d")
    Duration remember();

    /** From one report of what has changed to the next. */
    @WithDefault("1s")
    Duration emit();

    /** How often it is looked whether live images have drifted from the training's. */
    @WithDefault("30s")
    Duration driftEvery();

    /** The metrics of a version, such as its accuracy, count what it did for so long. */
    @WithDefault("1h")
    Duration metricsOver();
  }
}
