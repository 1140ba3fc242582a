package dev.weft.systemtests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.access.Role;
import dev.weft.access.key.ApiKey;
import dev.weft.access.key.HashedKey;
import dev.weft.access.key.KeyFile;
import dev.weft.systemtests.WeftProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tools that know only {@code schemas/openapi.yaml} find no errors in it, and no behaviour of
 * gateway and classifier that contradicts it.
 */
class SchemathesisST {

  private static final String DESCRIPTION =
      Path.of(System.getProperty("weft.root"), "schemas/openapi.yaml").toString();

  /** Seed of the generated requests. */
  private static final String SEED = "1";

  @TempDir Path folder;

  @Test
  void theDescriptionIsValid() throws Exception {
    Python.assumeHas("openapi_spec_validator");

    assertThat(Command.of(Python.PROGRAM, "-m", "openapi_spec_validator", DESCRIPTION).run().well())
        .contains("OK");
  }

  /**
   * Runs all checks that the configuration file enables; {@code --checks} would enable the others
   * again.
   */
  @Test
  void theServerDoesWhatItsDescriptionSays() throws Exception {
    Python.assumeHas("schemathesis");
    Path settings = folder.resolve("schemathesis.toml");
    try (var in = getClass().getResourceAsStream("schemathesis.toml")) {
      Files.write(settings, in.readAllBytes());
    }
    KeyFile keys = new KeyFile(folder.resolve("keys"));
    ApiKey key = ApiKey.generate(new SecureRandom());
    keys.add(HashedKey.of(key, Role.OPERATOR, Instant.now(), Optional.empty(), "schemathesis"));
    try (WeftProcess weft =
        WeftProcess.allInOne(
            folder.resolve("weft"),
            "-Dweft.access.keys-file=" + folder.resolve("keys"),
            "-Dweft.access.rate.refused-per-second=10000",
            "-Dweft.access.rate.refused-burst=1000000")) {
      weft.awaitReady();
      String address = weft.uri("/").toString();

      Command.of(
              Python.PROGRAM,
              "-m",
              "schemathesis.cli",
              "--config-file",
              settings.toString(),
              "run",
              DESCRIPTION,
              "--url",
              address,
              "--header",
              "Authorization: Bearer " + key.text(),
              "--max-examples",
              "20",
              "--seed",
              SEED,
              "--no-color")
          .run()
          .well();
    }
  }
}
