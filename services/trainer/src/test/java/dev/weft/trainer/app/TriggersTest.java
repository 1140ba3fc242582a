package dev.weft.trainer.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.events.kafka.EventCodec;
import dev.weft.features.RefusingStore;
import dev.weft.trainer.labels.LabelTopic;
import dev.weft.trainer.run.files.LabelMarks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TriggersTest {

  @Test
  void aModelWhoseMarkTheStoreRefusesDoesNotKeepOthersFromBeingCounted() {
    List<String> asked = new ArrayList<>();
    RefusingStore refusing = new RefusingStore();
    refusing.refuse((bucket, key) -> asked.add(key));
    TrainerConfig config =
        Configs.of(
            Map.of("weft.trainer.trigger.models", "tops,shoes", "weft.trainer.trigger.labels", "1"),
            Map.of());
    Triggers triggers =
        new Triggers(
            config,
            null,
            new LabelTopic(Map.of(), new EventCodec(), "tops"),
            new LabelMarks(refusing.store(), "weft"),
            null);

    triggers.byLabels();

    assertThat(asked).containsExactly("labels/tops.json", "labels/shoes.json");
  }
}
