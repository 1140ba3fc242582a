package dev.weft.standalone;

import dev.weft.kafka.cdi.Brokers;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;

/** Holds the services back, topics and channels included, until broker and store are there. */
@Singleton
final class AwaitedBackends {
  private static final int BEFORE_TOPICS = Interceptor.Priority.PLATFORM_BEFORE - 200;

  void await(@Observes @Priority(BEFORE_TOPICS) StartupEvent event, Brokers brokers) {
    Running.get().foundation().await(brokers.config());
  }
}
