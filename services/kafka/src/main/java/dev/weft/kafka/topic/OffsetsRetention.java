package dev.weft.kafka.topic;

import dev.weft.kafka.client.ClientSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;

/**
 * Checks whether the brokers keep a group's committed offsets as long as they keep events. A group
 * whose offsets expire earlier would start at the oldest event again.
 */
public final class OffsetsRetention {

  private static final String SETTING = "offsets.retention.minutes";
  private static final String NO_RIGHT =
      "this service is not permitted to describe the settings of the brokers";
  private static final Duration CLOSE = Duration.ofSeconds(1);
  private static final TimeUnit UNIT = TimeUnit.MILLISECONDS;

  private final Map<String, Object> clientConfig;
  private final String topic;
  private final Duration timeout;

  /**
   * @param clientConfig how to reach the brokers
   * @param topic the topic that the group consumes
   * @param timeout the timeout of each request
   */
  public OffsetsRetention(Map<String, Object> clientConfig, String topic, Duration timeout) {
    this.clientConfig = ClientSettings.admin(clientConfig).answeredWithin(timeout).toMap();
    this.topic = topic;
    this.timeout = timeout;
  }

  /**
   * A recommendation to the operator.
   *
   * @param isShort whether offsets are known to expire too early; otherwise the setting could not
   *     be read
   * @param text for people
   */
  public record Advice(boolean isShort, String text) {}

  /** Returns a recommendation; empty if nothing needs to be changed. Never throws. */
  public Optional<Advice> advice() {
    Admin admin = null;
    try {
      admin = Admin.create(clientConfig);
      String broker =
          admin.describeCluster().nodes().get(millis(), UNIT).iterator().next().idString();
      String minutes = value(admin, ConfigResource.Type.BROKER, broker, SETTING);
      String retention =
          value(admin, ConfigResource.Type.TOPIC, topic, TopicConfig.RETENTION_MS_CONFIG);
      return advice(minutes, retention);
    } catch (ExecutionException e) {
      return Optional.of(unknown(why(e.getCause())));
    } catch (TimeoutException | KafkaException e) {
      return Optional.of(unknown(why(e)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      if (admin != null) {
        admin.close(CLOSE);
      }
    }
  }

  private long millis() {
    return timeout.toMillis();
  }

  private String value(Admin admin, ConfigResource.Type type, String name, String setting)
      throws ExecutionException, InterruptedException, TimeoutException {
    var resource = new ConfigResource(type, name);
    Config config =
        admin.describeConfigs(List.of(resource)).values().get(resource).get(millis(), UNIT);
    ConfigEntry entry = config.get(setting);
    return entry == null ? null : entry.value();
  }

  /**
   * @param minutes retention of offsets in minutes
   * @param millis retention of events in milliseconds; negative for no limit
   */
  Optional<Advice> advice(String minutes, String millis) {
    if (minutes == null || millis == null) {
      return Optional.of(unknown("they did not respond"));
    }
    long events = Long.parseLong(millis);
    Duration kept = events < 0 ? TopicSettings.DEFAULT.retention() : Duration.ofMillis(events);
    Duration offsets = Duration.ofMinutes(Long.parseLong(minutes));
    if (offsets.compareTo(kept) >= 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Advice(
            true,
            ("the brokers delete the offsets of a group %s after its last member has left, but %s"
                    + " keeps events %s: a service that is down for longer restarts at the oldest"
                    + " event, or refuses to start. Set %s=%d or more on every broker")
                .formatted(
                    people(offsets),
                    topic,
                    events < 0 ? "forever" : "for " + people(kept),
                    SETTING,
                    kept.toMinutes())));
  }

  private static String why(Throwable cause) {
    return cause instanceof AuthorizationException
        ? NO_RIGHT
        : "the request failed: " + cause.getMessage();
  }

  private Advice unknown(String why) {
    return new Advice(
        false,
        ("cannot check whether the brokers keep the offsets of groups for as long as %s keeps"
                + " events: %s. Make sure that %s is at least as long")
            .formatted(topic, why, SETTING));
  }

  private static String people(Duration duration) {
    return duration.toDays() > 0 ? duration.toDays() + " days" : duration.toMinutes() + " minutes";
  }
}
