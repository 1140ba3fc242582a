package dev.weft.rollout.app;

import dev.weft.events.RolloutStrategy;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
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
}
