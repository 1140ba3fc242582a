package dev.weft.events.rollout;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.weft.events.Excerpt;
import dev.weft.events.ModelName;
import dev.weft.events.Require;
import dev.weft.events.WeftEvent;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * What a classifier's replica has loaded. Schema: {@code rollout-observed.v1}. Sent at each change
 * and every few seconds; a replica that is silent for long is taken for gone.
 *
 * @param model the model's name
 * @param replica its name, the same after a restart
 * @param revision of the newest state that it acts on; 0 if it has seen none
 * @param serving the version that it answers with; null if none
 * @param versions what it holds, or tries to
 * @param engine such as {@code onnx-cpu}; null before anything is loaded
 * @param leaving whether this is its last word
 * @param observedAt when
 */
public record RolloutObserved(
    String model,
    String replica,
    Integer revision,
    Integer serving,
    List<ReplicaVersion> versions,
    String engine,
    Boolean leaving,
    Instant observedAt)
    implements WeftEvent {

  public RolloutObserved {
    ModelName.require(model);
    Require.text("replica", replica, 1, 255);
    revision = revision == null ? 0 : revision;
    Require.atLeast("revision", revision, 0);
    Require.atLeast("serving", serving, 1);
    versions = versions == null ? List.of() : List.copyOf(versions);
    if (engine != null) {
      Require.text("engine", engine, 1, 100);
    }
    leaving = leaving != null && leaving;
    Require.moment("observedAt", observedAt);
  }

  /** How a replica is with a version. */
  public enum State {
    /** Being fetched, checked or warmed. */
    LOADING,
    /** It can answer with it at once. */
    READY,
    /**
     * It could not be had this time, such as from a store that is away, or its load crashed; it is
     * tried again.
     */
    FAILED,
    /** It is broken, does not fit, or crashed too often; it is not tried again. */
    REFUSED;

    /** The name in events, such as {@code ready}. */
    @JsonValue
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A version on a replica.
   *
   * @param version which
   * @param state how it is with it
   * @param reason why it failed, was refused or has not begun to load, for people; else null
   * @param residentBytes what it holds of memory, roughly; null if not known
   */
  public record ReplicaVersion(Integer version, State state, String reason, Long residentBytes) {

    private static final int MAX_REASON = 2000;

    public ReplicaVersion {
      Objects.requireNonNull(version, "version");
      Require.atLeast("version", version, 1);
      Objects.requireNonNull(state, "state");
      reason = reason == null ? null : Excerpt.cut(reason, MAX_REASON);
      if (residentBytes != null && residentBytes < 0) {
        throw new IllegalArgumentException(
            "residentBytes must not be negative, but is " + residentBytes);
      }
    }
  }

  @Override
  public String key() {
    return model;
  }

  @Override
  public Instant occurredAt() {
    return observedAt;
  }

  @Override
  public String identity() {
    return replica + "/" + observedAt;
  }
}
