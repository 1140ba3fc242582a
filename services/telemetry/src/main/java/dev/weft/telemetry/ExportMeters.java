package dev.weft.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.lang.reflect.Field;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Counts the spans that were exported to the collector and those that the bounded queue dropped, as
 * {@code weft.traces.spans}.
 *
 * <p>OpenTelemetry's queue counts them already, but in a meter of its own for which Quarkus
 * registers no reader; this registers one. A test fails if a newer version moves the counter; only
 * these figures would be missing then.
 */
@Singleton
final class ExportMeters {

  private static final Logger LOG = Logger.getLogger("dev.weft.telemetry");
  private static final AttributeKey<Boolean> DROPPED = AttributeKey.booleanKey("dropped");

  private final MeterRegistry registry;

  ExportMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  void onStart(@Observes StartupEvent event, Traces traces, @All List<SpanProcessor> processors) {
    if (traces.isOn()) {
      processors.forEach(this::watch);
    }
  }

  /** Connects the processor's counters; returns whether that was possible. */
  boolean watch(SpanProcessor processor) {
    try {
      Object queue = has(processor, "delegate") ? get(processor, "delegate") : processor;
      if (queue == null || !has(queue, "worker")) {
        return false;
      }
      Object worker = get(queue, "worker");
      Field counter = worker.getClass().getDeclaredField("processedSpansCounter");
      counter.setAccessible(true);
      counter.set(worker, new Counter(registry));
      return true;
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.warnf("cannot count spans: %s", e);
      return false;
    }
  }

  private static boolean has(Object object, String field) {
    try {
      object.getClass().getDeclaredField(field);
      return true;
    } catch (NoSuchFieldException e) {
      return false;
    }
  }

  private static Object get(Object object, String name) throws ReflectiveOperationException {
    Field field = object.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field.get(object);
  }

  private static final class Counter implements LongCounter {
    private final io.micrometer.core.instrument.Counter exported;
    private final io.micrometer.core.instrument.Counter dropped;

    Counter(MeterRegistry registry) {
      this.exported = counter(registry, "exported");
      this.dropped = counter(registry, "dropped");
    }

    private static io.micrometer.core.instrument.Counter counter(
        MeterRegistry registry, String result) {
      return io.micrometer.core.instrument.Counter.builder("weft.traces.spans")
          .description(
              "Number of spans exported to the collector, and of spans dropped because the queue"
                  + " was full")
          .tag("result", result)
          .register(registry);
    }

    @Override
    public void add(long value) {
      exported.increment(value);
    }

    @Override
    public void add(long value, Attributes attributes) {
      (Boolean.TRUE.equals(attributes.get(DROPPED)) ? dropped : exported).increment(value);
    }

    @Override
    public void add(long value, Attributes attributes, Context context) {
      add(value, attributes);
    }
  }
}
