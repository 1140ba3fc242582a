package dev.weft.objectstore;

import dev.weft.objectstore.s3.StoreSettings;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Tests the contract with any store: {@code -Dweft.test.s3=http://127.0.0.1:9000
 * -Dweft.test.s3.access-key=... -Dweft.test.s3.secret-key=... -Dweft.test.s3.region=us-east-1}. It
 * creates a bucket and does not delete it.
 */
@EnabledIfSystemProperty(
    named = "weft.test.s3",
    matches = ".+",
    disabledReason = "no other store: set -Dweft.test.s3=URL and its keys")
class AnyStoreContractIT extends StoreContract {

  @Override
  StoreSettings start(Path dir) {
    return StoreSettings.of(
            URI.create(System.getProperty("weft.test.s3")),
            System.getProperty("weft.test.s3.access-key"),
            System.getProperty("weft.test.s3.secret-key"))
        .in(System.getProperty("weft.test.s3.region", StoreSettings.REGION));
  }

  @Override
  void stop() {
    // The store was not started by the test.
  }
}
