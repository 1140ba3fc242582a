package dev.weft.console.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreEnvironmentTest {
  private final Map<String, String> env = new HashMap<>();

  @Test
  void keysOfAmazonsToolsAreTakenWithTheirSessionAndRegion() {
    env.put("AWS_ACCESS_KEY_ID", "key");
    env.put("AWS_SECRET_ACCESS_KEY", "secret");
    env.put("AWS_SESSION_TOKEN", "token");
    env.put("AWS_DEFAULT_REGION", "eu-central-1");

    assertThat(StoreEnvironment.of(env))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "WEFT_S3_ACCESS_KEY", "key",
                "WEFT_S3_SECRET_KEY", "secret",
                "WEFT_S3_SESSION_TOKEN", "token",
                "WEFT_S3_REGION", "eu-central-1"));
  }

  @Test
  void whatIsSaidToWeftComesFirst() {
    env.put("WEFT_S3_ACCESS_KEY", "mine");
    env.put("WEFT_S3_SECRET_KEY", "secret");
    env.put("WEFT_S3_REGION", "here");
    env.put("AWS_ACCESS_KEY_ID", "key");
    env.put("AWS_SECRET_ACCESS_KEY", "another");
    env.put("AWS_SESSION_TOKEN", "token");
    env.put("AWS_REGION", "there");

    assertThat(StoreEnvironment.of(env))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "WEFT_S3_ACCESS_KEY", "mine",
                "WEFT_S3_SECRET_KEY", "secret",
                "WEFT_S3_REGION", "here"));
  }

  @Test
  void aPodOfAServiceAccountWithARoleHasWhatThePlatformLends() {
    env.put("AWS_WEB_IDENTITY_TOKEN_FILE", "/var/run/secrets/token");

    assertThat(StoreEnvironment.of(env)).containsOnly(Map.entry("WEFT_S3_CREDENTIALS", "role"));
    assertThat(StoreEnvironment.namesKeys(StoreEnvironment.of(env))).isTrue();
  }

  @Test
  void theCredentialsFileIsTheLastResortAndOnlyWhereItIs(@TempDir Path home) throws Exception {
    env.put("HOME", home.toString());
    env.put("AWS_PROFILE", "photographs");
    assertThat(StoreEnvironment.of(env)).isEmpty();

    Path file = Files.createDirectories(home.resolve(".aws")).resolve("credentials");
    Files.writeString(file, "[photographs]\n");
    assertThat(StoreEnvironment.of(env))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "WEFT_S3_CREDENTIALS", "file",
                "WEFT_S3_CREDENTIALS_FILE", file.toString(),
                "WEFT_S3_CREDENTIALS_PROFILE", "photographs"));
  }
}
