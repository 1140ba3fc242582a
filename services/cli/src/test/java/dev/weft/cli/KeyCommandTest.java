package dev.weft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.access.Role;
import dev.weft.access.key.Keys;
import dev.weft.console.ApiKeySource;
import dev.weft.console.ExitCode;
import dev.weft.testsupport.gateway.FakeGateway;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyCommandTest {

  @TempDir Path folder;

  @Test
  void aKeyIsPrintedOnceAndOnlyItsHashIsKept() throws Exception {
    Path file = folder.resolve("conf/keys");

    CliRun run =
        CliRun.of("key", "create", "--role", "operator", "--name", "ann", "--file", "" + file);

    String key = run.out().strip();
    String kept = Files.readString(file);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(kept).doesNotContain(key).contains(" operator ", " ann");
    assertThat(run.err()).doesNotContain(key);
    assertThat(Keys.parse(kept).find(key, Instant.now()).orElseThrow().role())
        .isEqualTo(Role.OPERATOR);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void aListNamesKeysAndARevokedOneIsGone() throws Exception {
    String file = folder.resolve("keys").toString();
    JsonNode first = create(file, "--role", "viewer", "--expires-in", "P90D");
    JsonNode second = create(file, "--role", "publisher");

    CliRun revoked = CliRun.of("key", "revoke", first.path("id").asText(), "--file", file);
    CliRun listed = CliRun.of("key", "list", "--file", file, "--output", "json");

    assertThat(revoked.exitCode()).isZero();
    assertThat(listed.json().path("keys")).hasSize(1);
    assertThat(listed.json().at("/keys/0/id")).isEqualTo(second.path("id"));
    assertThat(
            Keys.parse(Files.readString(Path.of(file)))
                .find(first.path("key").asText(), Instant.now()))
        .isEmpty();
    assertThat(CliRun.of("key", "revoke", "000000000000", "--file", file).exitCode())
        .isEqualTo(ExitCode.NOT_FOUND);
  }

  @Test
  void aFileThatHoldsSomethingElseIsLeftAlone() throws Exception {
    Path file = Files.writeString(folder.resolve("passwd"), "root:x:0:0\n");

    CliRun run = CliRun.of("key", "create", "--role", "viewer", "--file", file.toString());

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("line 1");
    assertThat(file).hasContent("root:x:0:0");
  }

  @Test
  void theKeyThatIsSentComesFromAFileBeforeTheEnvironment() throws Exception {
    Path file = Files.writeString(folder.resolve("key"), "weft_of-the-file\n");
    Map<String, String> env = Map.of("WEFT_API_KEY", "weft_of-the-environment");

    assertThat(ApiKeySource.find(file.toString(), env)).contains("weft_of-the-file");
    assertThat(ApiKeySource.find("", env)).contains("weft_of-the-environment");
    assertThat(ApiKeySource.find("", Map.of())).isEmpty();
  }

  @Test
  void aKeyFileIsSentWithEachRequestAndNeverShown() throws Exception {
    Path file = Files.writeString(folder.resolve("key"), "weft_secret-of-ann\n");
    try (FakeGateway gateway = new FakeGateway()) {
      CliRun run =
          CliRun.of(
              "models", "--server", gateway.url().toString(), "--key-file", file.toString(), "-X");

      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(gateway.credentials).isNotEmpty().containsOnly("Bearer weft_secret-of-ann");
      assertThat(run.out() + run.err()).doesNotContain("secret-of-ann");
    }
  }

  @Test
  void aMissingKeyFileIsAUsageError() {
    CliRun run = CliRun.of("models", "--key-file", folder.resolve("none").toString());

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("key file");
  }

  private static JsonNode create(String file, String... options) {
    List<String> command = new java.util.ArrayList<>(List.of("key", "create", "--file", file));
    command.addAll(List.of(options));
    command.addAll(List.of("--output", "json"));
    return CliRun.of(command.toArray(String[]::new)).json();
  }
}
