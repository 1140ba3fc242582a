package dev.weft.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExporterSwitchTest {

  private static final String ENDPOINT = "quarkus.otel.exporter.otlp.traces.endpoint";

  @Test
  void withoutAnEndpointNothingIsMade() {
    assertThat(isDisabled(Map.of())).isTrue();
    assertThat(isDisabled(Map.of(ENDPOINT, " "))).isTrue();
  }

  @Test
  void whoNamesAnEndpointWantsTraces() {
    assertThat(isDisabled(Map.of(ENDPOINT, "http://collector:4317"))).isFalse();
  }

  @Test
  void whoSaysSoHimselfDecides() {
    assertThat(isDisabled(Map.of(ExporterSwitch.DISABLED, "false"))).isFalse();
    assertThat(
            isDisabled(Map.of(ENDPOINT, "http://collector:4317", ExporterSwitch.DISABLED, "true")))
        .isTrue();
    assertThat(isDisabled(Map.of(ENDPOINT, "http://collector:4317", "otel.sdk.disabled", "true")))
        .isTrue();
  }

  private static boolean isDisabled(Map<String, String> said) {
    // The defaults of Quarkus.
    Map<String, String> defaults = new HashMap<>();
    defaults.put(ExporterSwitch.DISABLED, "false");
    defaults.put("quarkus.otel.exporter.otlp.endpoint", "http://localhost:4317/");
    return new SmallRyeConfigBuilder()
        .withDefaultValues(defaults)
        .withSources(new PropertiesConfigSource(said, "said", 200))
        .withInterceptors(new ExporterSwitch())
        .build()
        .getValue(ExporterSwitch.DISABLED, Boolean.class);
  }
}
