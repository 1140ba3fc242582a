package dev.weft.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Provides the spans of a process, if tracing is enabled. Thread-safe. */
@Singleton
public final class Traces {

  private final OpenTelemetry telemetry;
  private final boolean on;

  @Inject
  Traces(
      OpenTelemetry telemetry,
      @ConfigProperty(name = ExporterSwitch.DISABLED, defaultValue = "true") boolean disabled) {
    this.telemetry = disabled ? OpenTelemetry.noop() : telemetry;
    this.on = !disabled;
  }

  /** Enabled tracing with the given OpenTelemetry instance. */
  public static Traces on(OpenTelemetry telemetry) {
    return new Traces(telemetry, false);
  }

  /** Disabled tracing. */
  public static Traces off() {
    return new Traces(OpenTelemetry.noop(), true);
  }

  /** Whether spans are created; if not, callers need not register listeners. */
  public boolean isOn() {
    return on;
  }

  /**
   * Spans of one component; a process may run several components.
   *
   * @param component such as {@code classifier}
   */
  public KafkaSpans of(String component) {
    return new KafkaSpans(telemetry.getTracer("dev.weft." + component), component);
  }
}
