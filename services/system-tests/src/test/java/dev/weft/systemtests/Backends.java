package dev.weft.systemtests;

import dev.weft.embedded.EmbeddedStore;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.s3.S3ObjectStore;
import dev.weft.objectstore.s3.StoreSettings;
import java.nio.file.Path;

/** Broker and store in processes other than the application's, as in a cluster. */
public final class Backends {

  /** Access key of the store. */
  public static final String ACCESS_KEY = "system-test";

  /** Secret key of the store. */
  public static final String SECRET_KEY = "system-test-secret";

  private Backends() {}

  /** Starts a store in a folder; port 0 selects a free port. */
  public static EmbeddedStore store(Path folder, int port) {
    return EmbeddedStore.start(folder, port, ACCESS_KEY, SECRET_KEY);
  }

  /** Client with which the test itself reads and writes objects. */
  public static ObjectStore client(EmbeddedStore store) {
    return new S3ObjectStore(StoreSettings.of(store.endpoint(), ACCESS_KEY, SECRET_KEY));
  }

  /** Settings with the credentials that the application needs. */
  public static String[] credentials() {
    return new String[] {
      "-Dweft.s3.access-key=" + ACCESS_KEY, "-Dweft.s3.secret-key=" + SECRET_KEY
    };
  }
}
