package dev.weft.telemetry;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;

/**
 * Disables OpenTelemetry unless an endpoint is configured or the setting is explicit, so that spans
 * are not even created without a collector.
 */
public final class ExporterSwitch implements ConfigSourceInterceptor {

  private static final long serialVersionUID = 1;
  static final String DISABLED = "quarkus.otel.sdk.disabled";

  /** The standard property of OpenTelemetry's SDKs. */
  private static final String STANDARD = "otel.sdk.disabled";

  private static final String ENDPOINT = "quarkus.otel.exporter.otlp.traces.endpoint";

  @Override
  public ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
    ConfigValue value = context.proceed(name);
    if (!DISABLED.equals(name) || isConfigured(value)) {
      return value;
    }
    ConfigValue standard = context.restart(STANDARD);
    boolean disabled =
        isConfigured(standard)
            ? Boolean.parseBoolean(standard.getValue())
            : !isConfigured(context.restart(ENDPOINT));
    return ConfigValue.builder().withName(name).withValue(Boolean.toString(disabled)).build();
  }

  /** Whether the value was configured, rather than a default of Quarkus. */
  private static boolean isConfigured(ConfigValue value) {
    return value != null
        && value.getValue() != null
        && !value.getValue().isBlank()
        && value.getConfigSourceOrdinal() != Integer.MIN_VALUE;
  }
}
