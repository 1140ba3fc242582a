package dev.weft.chaos.workload;

import dev.weft.objectstore.s3.StoreSettings;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * The system that clients use and that is recorded. Clients and recorder go to it past any fault
 * that is put between its processes.
 *
 * @param gateways that clients take in turns, at least one
 * @param kafka settings of a client that may read everything, with {@code bootstrap.servers}
 * @param store where data sets lie
 * @param bucket of the store
 * @param apiKey that clients show; null where none is asked for
 */
public record SystemUnderTest(
    List<URI> gateways,
    Map<String, Object> kafka,
    StoreSettings store,
    String bucket,
    String apiKey) {
  public SystemUnderTest {
    gateways = List.copyOf(gateways);
    kafka = Map.copyOf(kafka);
    if (gateways.isEmpty()) {
      throw new IllegalArgumentException("name at least one gateway");
    }
  }
}
