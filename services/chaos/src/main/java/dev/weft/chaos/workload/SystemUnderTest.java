package dev.weft.chaos.workload;

import dev.weft.objectstore.s3.StoreSettings;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * The system under test. Clients and recorder connect to it directly, unaffected by faults between
 * its processes.
 *
 * @param gateways used in turn by the clients, at least one
 * @param kafka settings of a client with read permission for everything, including {@code
 *     bootstrap.servers}
 * @param store the store of data sets
 * @param bucket the store's bucket
 * @param apiKey the clients' API key; null if none is required
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
      throw new IllegalArgumentException("specify at least one gateway");
    }
  }
}
