package dev.weft.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandaloneOptionsTest {
  @Test
  void nothingGivenIsEverythingEmbeddedOnTheUsualPorts() {
    StandaloneOptions options = parse(Map.of());
    assertThat(options.data()).isEqualTo(Path.of(".weft").toAbsolutePath());
    assertThat(options.httpPort()).isEqualTo(8080);
    assertThat(options.kafkaPort()).isEqualTo(9092);
    assertThat(options.s3Port()).isEqualTo(9000);
    assertThat(options.host()).isEqualTo("127.0.0.1");
    assertThat(options.kafka()).isEmpty();
    assertThat(options.s3()).isEmpty();
  }

  @Test
  void bothWaysToWriteAValueAreTaken() {
    StandaloneOptions options =
        parse(Map.of(), "--http-port=1", "--kafka-port", "2", "--s3=http://a:9");
    assertThat(options.httpPort()).isEqualTo(1);
    assertThat(options.kafkaPort()).isEqualTo(2);
    assertThat(options.s3()).contains(URI.create("http://a:9"));
  }

  @Test
  void theCommandLineWinsOverTheConfiguration() {
    var configured = Map.of("kafka.bootstrap.servers", "a:1", "weft.s3.bucket", "b");
    assertThat(parse(configured).kafka()).contains("a:1");
    assertThat(parse(configured, "--kafka", "c:2").kafka()).contains("c:2");
    assertThat(parse(configured).bucket()).isEqualTo("b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--http-port=-1",
        "--http-port=70000",
        "--s3-port=x",
        "--kafka-port",
        "--unknown=1",
        "demo",
        "--s3=nowhere",
        "--s3=::"
      })
  void aWrongOptionIsNamed(String wrong) {
    String name = wrong.replaceFirst("=.*", "");
    assertThatThrownBy(() -> parse(Map.of(), wrong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name);
  }

  private static StandaloneOptions parse(Map<String, String> configuration, String... args) {
    return StandaloneOptions.parse(args, configuration::get);
  }
}
