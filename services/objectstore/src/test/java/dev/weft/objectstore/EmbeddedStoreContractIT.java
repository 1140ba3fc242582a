package dev.weft.objectstore;

import dev.weft.embedded.EmbeddedStore;
import dev.weft.objectstore.s3.StoreSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;

class EmbeddedStoreContractIT extends StoreContract {
  @RegisterExtension static final ContractTable TABLE = ContractTable.column("embedded");

  private EmbeddedStore server;

  @Override
  StoreSettings start(Path dir) {
    server = EmbeddedStore.start(dir.resolve("s3"), 0, "key", "secret");
    return StoreSettings.of(server.endpoint(), "key", "secret");
  }

  @Override
  void stop() {
    server.close();
  }
}
