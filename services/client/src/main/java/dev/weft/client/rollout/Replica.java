package dev.weft.client.rollout;

import dev.weft.client.json.SentAsNull;
import java.time.Instant;
import java.util.List;

/**
 * What a replica of the classifier said last.
 *
 * @param replica its name
 * @param live whether a rollout waits for it
 * @param leaving whether it said that this was its last word
 * @param revision of the newest state that it acts on; 0 if it has seen none
 * @param serving the version that it answers with; null before the first
 * @param engine such as {@code onnx-cpu}; null before there is one
 * @param versions what it holds, or tries to
 * @param observedAt when it said so, by its own clock
 * @param secondsAgo since the gateway heard it
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
   * @param state how the replica is with it
   * @param reason why it failed, was refused or has not begun to load; else null
   * @param residentBytes of memory that it holds, roughly; null if not known
   */
  public record Version(int version, LoadState state, String reason, Long residentBytes) {}
}
