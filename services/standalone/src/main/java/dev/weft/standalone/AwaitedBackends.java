package dev.weft.standalone;

import dev.weft.kafka.cdi.Brokers;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;

/**
 * Delays the start of the services, including topics and channels, until broker and store are
 * available.
 */
@Singleton
final class AwaitedBackends {
  private static final int BEFORE_TOPICS = Interceptor.Priority.PLATFORM_BEFORE - 200;

  void await(@Observes @Priority(BEFORE_TOPICS) StartupEvent event, Brokers brokers) {
    Running.get().foundation().await(brokers.config());
  }
}
