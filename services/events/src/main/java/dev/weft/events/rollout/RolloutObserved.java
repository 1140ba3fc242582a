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
 * A classifier replica's report of the versions that it has loaded. Schema: {@code
 * rollout-observed.v1}. Sent on each change and every few seconds; a replica that stops sending
 * counts as gone after a timeout.
 *
 * @param model the model's name
 * @param replica its name, the same after a restart
 * @param revision the revision of the newest state that it has applied; 0 if it has received none
 * @param serving the version that it serves; null if none
 * @param versions the versions that it has loaded or tries to load
 * @param engine such as {@code onnx-cpu}; null before one is loaded
 * @param leaving whether the replica is shutting down and sends no further reports
 * @param observedAt when the replica sent the report
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

  /** Load state of a version on a replica. */
  public enum State {
    /** Being fetched, verified or warmed up. */
    LOADING,
    /** It is loaded and can serve immediately. */
    READY,
    /** Loading failed temporarily, such as from an unavailable store, or crashed; it is retried. */
    FAILED,
    /** It is broken, does not fit, or crashed too often; it is not retried. */
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
   * @param version the version's number
   * @param state its load state
   * @param reason why it failed, was refused or has not begun to load, for people; else null
   * @param residentBytes approximate memory in bytes; null if unknown
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
