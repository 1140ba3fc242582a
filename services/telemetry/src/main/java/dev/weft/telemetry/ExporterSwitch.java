package dev.weft.telemetry;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;

/**
 * Traces are made where an endpoint takes them: without one, and unless somebody says otherwise,
 * OpenTelemetry is disabled, so that nothing is made, kept or sent.
 */
public final class ExporterSwitch implements ConfigSourceInterceptor {

  private static final long serialVersionUID = 1;
  static final String DISABLED = "quarkus.otel.sdk.disabled";

  /** As OpenTelemetry calls it in every language. */
  private static final String STANDARD = "otel.sdk.disabled";

  private static final String ENDPOINT = "quarkus.otel.exporter.otlp.traces.endpoint";

  @Override
  public ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
    ConfigValue value = context.proceed(name);
    if (!DISABLED.equals(name) || isSaid(value)) {
      return value;
    }
    ConfigValue standard = context.restart(STANDARD);
    boolean disabled =
        isSaid(standard)
            ? Boolean.parseBoolean(standard.getValue())
            : !isSaid(context.restart(ENDPOINT));
    return ConfigValue.builder().withName(name).withValue(Boolean.toString(disabled)).build();
  }

  /** Whether the value is anyone's but a default of Quarkus. */
  private static boolean isSaid(ConfigValue value) {
    return value != null
        && value.getValue() != null
        && !value.getValue().isBlank()
        && value.getConfigSourceOrdinal() != Integer.MIN_VALUE;
  }
}
