package dev.weft.testsupport.stores;

import io.minio.MinioClient;

/**
 * A third-party client with administrator rights, for what the project's own client of a store
 * cannot do.
 */
public final class AdministratorClient {
  private AdministratorClient() {}

  /** Creates MinIO's client for a store; the caller closes it. */
  public static MinioClient of(StoreServer server, String region) {
    return MinioClient.builder()
        .endpoint(server.endpoint().toString())
        .credentials(StoreServer.ACCESS_KEY, StoreServer.SECRET_KEY)
        .region(region)
        .build();
  }
}
