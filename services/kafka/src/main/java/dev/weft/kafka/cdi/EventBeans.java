package dev.weft.kafka.cdi;

import dev.weft.events.kafka.EventCodec;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Produces the event codec, shared by all services of a JVM. */
@Singleton
final class EventBeans {

  @Produces
  @Singleton
  EventCodec codec(EventsConfig config) {
    return new EventCodec(config.schemas());
  }
}
