package dev.weft.gateway;

import dev.weft.events.ModelRef;
import dev.weft.events.model.ModelMeasured;
import dev.weft.events.model.ModelMeasured.Moments;
import dev.weft.events.model.ModelMeasured.Quantiles;
import dev.weft.events.model.ServingRole;
import dev.weft.events.rollout.RolloutAction;
import dev.weft.events.rollout.RolloutChanged;
import dev.weft.events.rollout.RolloutChanged.Cause;
import dev.weft.events.rollout.RolloutChanged.Kind;
import dev.weft.events.rollout.RolloutChanged.Phase;
import dev.weft.events.rollout.RolloutChanged.Rollout;
import dev.weft.events.rollout.RolloutObserved;
import dev.weft.events.rollout.RolloutObserved.ReplicaVersion;
import dev.weft.events.rollout.RolloutObserved.State;
import dev.weft.events.rollout.RolloutPolicy;
import dev.weft.events.rollout.RolloutRefused;
import dev.weft.events.rollout.RolloutRequested;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Events about the rollouts of one model for tests. */
public final class RolloutEvents {

  public static final String MODEL = "clothing";

  private RolloutEvents() {}

  public static RolloutRequested order(String id, RolloutAction action) {
    return new RolloutRequested(
        id, MODEL, action, null, null, null, null, null, null, Events.at(1));
  }

  /** Version 1 serves, and there is no rollout. */
  public static RolloutChanged serving(int revision, Cause cause, Instant at) {
    return new RolloutChanged(
        MODEL,
        revision,
        1,
        false,
        RolloutPolicy.DEFAULT,
        null,
        List.of(),
        Map.of("champion", 1),
        1,
        cause,
        at,
        null);
  }

  public static RolloutChanged serving(int revision) {
    return serving(revision, Cause.of(Kind.POLICY, "published"), Events.at(revision));
  }

  /** Version 2 is a canary for 10 % of the images. */
  public static RolloutChanged canary(int revision, Cause cause, Instant at) {
    Rollout rollout =
        new Rollout(
            "r-1",
            2,
            1,
            Phase.PROGRESSING,
            4,
            RolloutPolicy.DEFAULT.steps(),
            RolloutPolicy.DEFAULT.analysis(),
            10,
            0,
            at,
            at,
            at,
            "measures",
            List.of());
    return new RolloutChanged(
        MODEL,
        revision,
        1,
        false,
        RolloutPolicy.DEFAULT,
        rollout,
        List.of(),
        Map.of("champion", 1, "challenger", 2),
        2,
        cause,
        at,
        null);
  }

  public static RolloutRefused refused(String orderId, int revision, RolloutRefused.Reason why) {
    return new RolloutRefused(orderId, MODEL, revision, why, "it may not be", Events.at(2));
  }

  public static RolloutObserved observed(String replica, State state, Instant at) {
    return new RolloutObserved(
        MODEL,
        replica,
        3,
        1,
        List.of(
            new ReplicaVersion(1, State.READY, null, 1_000L),
            new ReplicaVersion(2, state, null, null)),
        "onnx-cpu",
        false,
        at);
  }

  /** Measurements of a window of ten seconds; each image took the given number of microseconds. */
  public static ModelMeasured measured(
      int version, ServingRole role, int partition, Instant from, Instant at, long... micros) {
    Moments moments = new Moments((long) micros.length, micros.length * 0.5, micros.length * 0.25);
    return new ModelMeasured(
        new ModelRef(MODEL, version),
        role,
        partition,
        from,
        from.plusSeconds(10),
        (long) micros.length,
        1L,
        2L,
        quantiles(micros),
        quantiles(micros),
        moments,
        moments,
        Map.of(),
        (long) micros.length,
        1L,
        (long) micros.length,
        1L,
        null,
        null,
        null,
        null,
        at);
  }

  private static Quantiles quantiles(long... micros) {
    Histogram histogram = new Histogram(1, 3_600_000_000L, 3);
    Arrays.stream(micros).forEach(histogram::recordValue);
    ByteBuffer bytes = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
    int length = histogram.encodeIntoCompressedByteBuffer(bytes);
    String encoded = Base64.getEncoder().encodeToString(Arrays.copyOf(bytes.array(), length));
    return new Quantiles((long) micros.length, 0.0, 0.0, 0.0, 0.0, encoded);
  }
}
