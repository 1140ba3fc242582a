package dev.weft.client.rollout;

import dev.weft.client.json.SentAsNull;
import java.time.Instant;
import java.util.List;

/**
 * The latest report of a classifier replica.
 *
 * @param replica its name
 * @param live whether the replica counts as live, so that rollouts wait for it
 * @param leaving whether the replica reported that it is shutting down
 * @param revision the revision of the newest state that it has applied; 0 if it has received none
 * @param serving the version that it serves; null before the first
 * @param engine such as {@code onnx-cpu}; null before one is loaded
 * @param versions the versions that it has loaded or tries to load
 * @param observedAt when the replica sent the report, by the replica's clock
 * @param secondsAgo age of the report in seconds, since the gateway received it
 */
public record Replica(
    String replica,
    boolean live,
    boolean leaving,
    int revision,
    @SentAsNull Integer serving,
    @SentAsNull String engine,
    List<Version> versions,
    Instant observedAt,
    double secondsAgo) {

  /**
   * A version on a replica.
   *
   * @param version the version's number, from 1
   * @param state whether the replica has loaded the version
   * @param reason why it failed, was refused or has not begun to load; else null
   * @param residentBytes approximate memory of the version, in bytes; null if unknown
   */
  public record Version(int version, LoadState state, String reason, Long residentBytes) {}
}
