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

class StandaloneAddressesTest {

  private final StandaloneAddresses place =
      new StandaloneAddresses(
          URI.create("http://127.0.0.1:8080"),
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
  void where_it_speaks_TLS_it_is_found_there() {
    assertThat(place.served(8443)).isEqualTo(URI.create("https://127.0.0.1:8443"));
  }

  @Test
  void where_it_does_not_it_is_found_over_plain_HTTP() {
    assertThat(place.served(-1)).isEqualTo(place.http());
    assertThat(place.served(0)).isEqualTo(place.http());
  }

  @Test
  void requests_are_signed_for_the_region_of_the_bucket() {
    assertThat(place.store().region()).isEqualTo("eu-central-1");
  }

  @Test
  void what_a_platform_lends_needs_no_keys_at_an_external_store(@TempDir Path dir) {
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
  void the_store_that_comes_with_it_takes_nothing_but_keys(@TempDir Path dir) {
    StandaloneOptions options = options(dir, Map.of("weft.s3.credentials", "role"));

    assertThatThrownBy(() -> StandaloneAddresses.choose(options, DataDirectory.open(dir)))
        .hasMessageContaining("leave weft.s3.credentials out");
  }

  @Test
  void an_external_store_without_keys_is_told_what_it_needs(@TempDir Path dir) {
    StandaloneOptions options = options(dir, Map.of("weft.s3.endpoint", "http://store:9000"));

    assertThatThrownBy(() -> StandaloneAddresses.choose(options, DataDirectory.open(dir)))
        .hasMessageContaining("WEFT_S3_ACCESS_KEY", "WEFT_S3_CREDENTIALS");
  }

  private static StandaloneOptions options(Path dir, Map<String, String> configuration) {
    String[] ports = {"--http-port=0", "--kafka-port=0", "--s3-port=0", "--data=" + dir};
    return StandaloneOptions.parse(ports, configuration::get);
  }
}
