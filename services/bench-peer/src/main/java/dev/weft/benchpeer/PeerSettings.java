package dev.weft.benchpeer;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Settings of a peer, which it gets in its environment.
 *
 * @param bootstrapServers of the broker
 * @param endpoint of the store
 * @param accessKey of the store
 * @param secretKey of the store
 * @param bucket of photographs and model
 * @param version prefix of the keys of the model's files, such as {@code models/clothing/1/}
 * @param uploads topic that it reads
 * @param answers topic that it writes
 * @param batch the largest batch
 */
public record PeerSettings(
    String bootstrapServers,
    String endpoint,
    String accessKey,
    String secretKey,
    String bucket,
    String version,
    String uploads,
    String answers,
    int batch) {

  /** Line that a peer prints once partitions are assigned. */
  public static final String READY = "PEER READY";

  private static final String VERSION = "PEER_VERSION";
  private static final String UPLOADS = "PEER_UPLOADS";
  private static final String ANSWERS = "PEER_ANSWERS";
  private static final String BATCH = "PEER_BATCH";

  /** Reads the variables of Weft's services for broker and store, and those of {@link #env}. */
  public static PeerSettings of(Map<String, String> env) {
    return new PeerSettings(
        env.get("KAFKA_BOOTSTRAP_SERVERS"),
        env.get("WEFT_S3_ENDPOINT"),
        env.get("WEFT_S3_ACCESS_KEY"),
        env.get("WEFT_S3_SECRET_KEY"),
        env.get("WEFT_S3_BUCKET"),
        env.get(VERSION),
        env.get(UPLOADS),
        env.get(ANSWERS),
        Integer.parseInt(env.get(BATCH)));
  }

  /**
   * Returns the environment of a peer.
   *
   * @param backends the variables for broker and store
   */
  public static Map<String, String> env(
      Map<String, String> backends, String version, String uploads, String answers, int batch) {
    Map<String, String> env = new LinkedHashMap<>(backends);
    env.put(VERSION, version);
    env.put(UPLOADS, uploads);
    env.put(ANSWERS, answers);
    env.put(BATCH, String.valueOf(batch));
    return env;
  }
}
