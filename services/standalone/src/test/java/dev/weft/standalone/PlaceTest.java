package dev.weft.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlaceTest {

  private final Place place =
      new Place(
          URI.create("http://127.0.0.1:8080"),
          "127.0.0.1:9092",
          9092,
          URI.create("http://127.0.0.1:9000"),
          9000,
          new Credentials("key", "secret"),
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
}
