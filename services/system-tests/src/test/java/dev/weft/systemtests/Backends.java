package dev.weft.systemtests;

import dev.weft.embedded.EmbeddedStore;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.s3.S3ObjectStore;
import dev.weft.objectstore.s3.StoreSettings;
import java.nio.file.Path;

/** Broker and store outside the application, as in a cluster. */
public final class Backends {

  /** Who may use it. */
  public static final String ACCESS_KEY = "system-test";

  /** By which that is known. */
  public static final String SECRET_KEY = "system-test-secret";

  private Backends() {}

  /** A store under a folder; port 0 for a free one. */
  public static EmbeddedStore store(Path folder, int port) {
    return EmbeddedStore.start(folder, port, ACCESS_KEY, SECRET_KEY);
  }

  /** What a test itself puts and reads with. */
  public static ObjectStore client(EmbeddedStore store) {
    return new S3ObjectStore(StoreSettings.of(store.endpoint(), ACCESS_KEY, SECRET_KEY));
  }

  /** What the application needs to reach it. */
  public static String[] credentials() {
    return new String[] {
      "-Dweft.s3.access-key=" + ACCESS_KEY, "-Dweft.s3.secret-key=" + SECRET_KEY
    };
  }
}
