package dev.weft.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.objectstore.s3.StoreCredentials;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandaloneAddressesTest {

  private final StandaloneAddresses place =
      new StandaloneAddresses(
          "127.0.0.1",
          8080,
          "127.0.0.1:9092",
          9092,
          URI.create("http://127.0.0.1:9000"),
          9000,
          new StoreCredentials.Keys("key", "secret", Optional.empty()),
          "eu-central-1",
          Optional.empty(),
          "weft",
          false);

  @Test
  void whereItSpeaksTLSItIsFoundThere() {
    assertThat(place.served(8443)).isEqualTo(URI.create("https://127.0.0.1:8443"));
  }

  @Test
  void whereItDoesNotItIsFoundOverPlainHTTP() {
    assertThat(place.served(-1)).isEqualTo(place.http());
    assertThat(place.served(0)).isEqualTo(place.http());
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, 127.0.0.1",
    "::, 127.0.0.1",
    "::1, [::1]",
    "127.0.0.1, 127.0.0.1",
    "my_host, my_host"
  })
  void theGatewayIsFoundAtAnAddressThatClientsCanUse(String host, String shown, @TempDir Path dir) {
    StandaloneOptions options = options(dir, Map.of("quarkus.http.host", host));
    DataDirectory data = DataDirectory.open(dir);

    StandaloneAddresses chosen = StandaloneAddresses.choose(options, data);

    assertThat(chosen.http()).hasToString("http://" + shown + ":" + chosen.httpPort());
    assertThat(chosen.served(8443)).hasToString("https://" + shown + ":8443");
    assertThat(chosen.configuration(options, data))
        .containsEntry("quarkus.http.host", host)
        .containsEntry("quarkus.http.port", String.valueOf(chosen.httpPort()));
    assertThat(chosen.httpPort()).isPositive();
  }

  @Test
  void requestsAreSignedForTheRegionOfTheBucket() {
    assertThat(place.store().region()).isEqualTo("eu-central-1");
  }

  @Test
  void whatAPlatformLendsNeedsNoKeysAtAnExternalStore(@TempDir Path dir) {
    StandaloneOptions options =
        options(
            dir, Map.of("weft.s3.endpoint", "http://store:9000", "weft.s3.credentials", "role"));
    DataDirectory data = DataDirectory.open(dir);
    StandaloneAddresses chosen = StandaloneAddresses.choose(options, data);

    assertThat(chosen.store().credentials()).isInstanceOf(StoreCredentials.Role.class);
    assertThat(chosen.configuration(options, data))
        .doesNotContainKeys("weft.s3.access-key", "weft.s3.secret-key");
  }

  @Test
  void theStoreThatComesWithItTakesNothingButKeys(@TempDir Path dir) {
    StandaloneOptions options = options(dir, Map.of("weft.s3.credentials", "role"));

    assertThatThrownBy(() -> StandaloneAddresses.choose(options, DataDirectory.open(dir)))
        .hasMessageContaining("omit weft.s3.credentials");
  }

  @Test
  void anExternalStoreWithoutKeysIsToldWhatItNeeds(@TempDir Path dir) {
    StandaloneOptions options = options(dir, Map.of("weft.s3.endpoint", "http://store:9000"));

    assertThatThrownBy(() -> StandaloneAddresses.choose(options, DataDirectory.open(dir)))
        .hasMessageContaining("WEFT_S3_ACCESS_KEY", "WEFT_S3_CREDENTIALS");
  }

  private static StandaloneOptions options(Path dir, Map<String, String> configuration) {
    String[] ports = {"--http-port=0", "--kafka-port=0", "--s3-port=0", "--data=" + dir};
    return StandaloneOptions.parse(ports, configuration::get);
  }
}
