package dev.weft.gateway.app;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.events.rollout.RolloutChanged;
import dev.weft.events.rollout.RolloutCondition;
import dev.weft.events.rollout.RolloutObserved;
import dev.weft.events.rollout.RolloutPolicy;
import dev.weft.events.rollout.RolloutStep;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.util.List;

/** Omits absent values of events and their parts in responses, as their schemas require. */
@Singleton
final class EventRecords implements ObjectMapperCustomizer {

  private static final List<Class<?>> RECORDS =
      List.of(
          RolloutChanged.class,
          RolloutChanged.Rollout.class,
          RolloutChanged.Measured.class,
          RolloutChanged.Ended.class,
          RolloutChanged.Cause.class,
          RolloutPolicy.class,
          RolloutPolicy.Analysis.class,
          RolloutPolicy.Drift.class,
          RolloutCondition.class,
          RolloutStep.class,
          RolloutStep.Pause.class,
          RolloutStep.Analysis.class,
          RolloutObserved.ReplicaVersion.class);

  @JsonInclude(JsonInclude.Include.NON_NULL)
  private interface WithoutNulls {}

  @Override
  public void customize(ObjectMapper mapper) {
    RECORDS.forEach(record -> mapper.addMixIn(record, WithoutNulls.class));
  }
}
