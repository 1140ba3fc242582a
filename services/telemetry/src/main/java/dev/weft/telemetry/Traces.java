package dev.weft.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Whether traces are made, and who makes them. Thread-safe. */
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

  /** With spans that go where {@code telemetry} says. */
  public static Traces on(OpenTelemetry telemetry) {
    return new Traces(telemetry, false);
  }

  /** None. */
  public static Traces off() {
    return new Traces(OpenTelemetry.noop(), true);
  }

  /** Whether spans are made at all; where not, callers need not even listen. */
  public boolean isOn() {
    return on;
  }

  /**
   * Spans of one of Weft's components, which several may be of one process.
   *
   * @param component such as {@code classifier}
   */
  public KafkaSpans of(String component) {
    return new KafkaSpans(telemetry.getTracer("dev.weft." + component), component);
  }
}
