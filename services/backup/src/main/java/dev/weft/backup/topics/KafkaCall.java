package dev.weft.backup.topics;

import dev.weft.backup.BackupException;
import dev.weft.kafka.client.BrokerAdvice;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;

/** Waits for answers of brokers. */
final class KafkaCall {
  private static final long SECONDS = 60;

  private KafkaCall() {}

  /**
   * Returns the result.
   *
   * @param doing such as "create topic a"
   * @throws BackupException if it failed
   */
  static <T> T get(String doing, KafkaFuture<T> answer) {
    try {
      return answer.get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw failed(doing, BrokerAdvice.of(e.getCause()), e.getCause());
    } catch (TimeoutException e) {
      throw failed(doing, "no response within %d s".formatted(SECONDS), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(doing, "interrupted", e);
    }
  }

  /** Explains why restored records may be incomplete. */
  static BackupException notWritten(String target, Exception cause) {
    // The broker has accepted records before, so it is not out of reach.
    boolean late = cause instanceof org.apache.kafka.common.errors.TimeoutException;
    String why = late ? cause.getMessage() : BrokerAdvice.of(cause);
    return failed(
        "write to " + target, why + "; delete the restored topics, and restart the restore", cause);
  }

  static BackupException failed(String doing, KafkaException cause) {
    return failed(doing, BrokerAdvice.of(cause), cause);
  }

  private static BackupException failed(String doing, String why, Throwable cause) {
    return new BackupException("Kafka failed to %s: %s".formatted(doing, why), cause);
  }
}
