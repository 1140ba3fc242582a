package dev.weft.objectstore;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.embedded.Ports;
import dev.weft.objectstore.s3.StoreSettings;
import dev.weft.testsupport.stores.StoreProgram;
import dev.weft.testsupport.stores.StoreServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Tests the contract with a third-party store, if its program is installed. */
abstract class ProgramContract extends StoreContract {
  private final StoreProgram kind;
  private StoreServer server;

  ProgramContract(StoreProgram kind) {
    this.kind = kind;
  }

  @Override
  StoreSettings start(Path dir) throws IOException {
    Optional<Path> program = kind.find();
    assumeTrue(program.isPresent(), kind::missing);
    server = StoreServer.start(kind, program.orElseThrow(), dir.resolve("s3"), Ports::free);
    return StoreSettings.of(server.endpoint(), StoreServer.ACCESS_KEY, StoreServer.SECRET_KEY);
  }

  @Override
  void stop() {
    if (server != null) {
      server.close();
    }
  }
}
