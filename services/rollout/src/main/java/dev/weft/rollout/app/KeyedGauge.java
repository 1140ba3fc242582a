package dev.weft.rollout.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import java.util.function.Function;

/**
 * Gauges of one name, one per key. The gauge of a key that stays is never unregistered, so that no
 * scrape misses it while its value changes. Thread-safe.
 *
 * @param <K> identifies a gauge
 */
final class KeyedGauge<K> {

  private final MultiGauge gauges;
  private final Function<K, Tags> tags;
  private final Map<K, DoubleSupplier> values = new ConcurrentHashMap<>();

  /**
   * Starts without any gauge.
   *
   * @param name metric name, such as {@code weft.rollout.weight}
   * @param unit base unit; null for none
   * @param tags returns the tags of a key's gauge, which must differ between keys
   */
  KeyedGauge(
      MeterRegistry registry,
      String name,
      String description,
      String unit,
      Function<K, Tags> tags) {
    this.tags = tags;
    this.gauges =
        MultiGauge.builder(name).description(description).baseUnit(unit).register(registry);
  }

  /** Replaces the set of gauges by those of the given keys. Values are read at each scrape. */
  synchronized void show(Map<K, DoubleSupplier> current) {
    boolean sameKeys = values.keySet().equals(current.keySet());
    values.putAll(current);
    if (!sameKeys) {
      values.keySet().retainAll(current.keySet());
      List<Row<?>> rows = current.keySet().stream().<Row<?>>map(this::row).toList();
      gauges.register(rows);
    }
  }

  private Row<?> row(K key) {
    return Row.of(tags.apply(key), () -> value(key));
  }

  /** The key's value; NaN between the removal of a key and that of its gauge. */
  private double value(K key) {
    DoubleSupplier value = values.get(key);
    return value == null ? Double.NaN : value.getAsDouble();
  }
}
