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
 * @param <K> what tells one gauge from another
 */
final class KeyedGauge<K> {

  private final MultiGauge gauges;
  private final Function<K, Tags> tags;
  private final Map<K, DoubleSupplier> values = new ConcurrentHashMap<>();

  /**
   * No gauge yet.
   *
   * @param name after {@code weft.rollout.}
   * @param unit null for none
   * @param tags of a key's gauge; different for each key
   */
  KeyedGauge(
      MeterRegistry registry,
      String name,
      String description,
      String unit,
      Function<K, Tags> tags) {
    this.tags = tags;
    this.gauges =
        MultiGauge.builder("weft.rollout." + name)
            .description(description)
            .baseUnit(unit)
            .register(registry);
  }

  /** Shows these keys and no others; each value is asked for at each scrape. */
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

  /** NaN between a key's removal and that of its gauge. */
  private double value(K key) {
    DoubleSupplier value = values.get(key);
    return value == null ? Double.NaN : value.getAsDouble();
  }
}
