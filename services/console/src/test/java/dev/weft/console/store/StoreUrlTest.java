package dev.weft.console.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.console.CliException;
import dev.weft.console.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreUrlTest {

  @Test
  void anHttpOrHttpsUrlIsTaken() {
    assertThat(StoreUrl.parse("http://minio:9000")).hasHost("minio").hasPort(9000);
    assertThat(StoreUrl.parse("https://s3.example.com")).hasHost("s3.example.com");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "minio:9000",
        "s3.example.com",
        "http:minio",
        "s3://bucket",
        "::",
        "",
        "httpx://a"
      })
  void anythingElseIsAUsageErrorThatSaysWhatIsExpected(String url) {
    assertThatThrownBy(() -> StoreUrl.parse(url))
        .isInstanceOfSatisfying(
            CliException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessage("--s3 must be an http or https URL, but is " + url);
  }
}
