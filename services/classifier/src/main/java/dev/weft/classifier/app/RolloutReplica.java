package dev.weft.classifier.app;

import dev.weft.classifier.pipeline.ServingModel;
import dev.weft.classifier.serving.HeldVersions;
import dev.weft.classifier.serving.ModelChoice;
import dev.weft.classifier.serving.ModelSource;
import dev.weft.classifier.serving.ModelState;
import dev.weft.classifier.serving.ReplicaReports;
import dev.weft.classifier.serving.ReplicaStatus;
import dev.weft.classifier.serving.RolloutVersions;
import dev.weft.events.RolloutChanged;
import dev.weft.events.Topics;
import dev.weft.events.kafka.Decoded;
import dev.weft.events.kafka.EventCodec;
import dev.weft.events.kafka.ReplicaClients;
import dev.weft.events.kafka.TopicFollower;
import dev.weft.modelstore.ModelStore;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/** A replica that loads what the rollout's states ask for, and reports what it has. */
final class RolloutReplica implements ModelSource {

  private static final Logger LOG = Logger.getLogger("dev.weft.classifier");

  private final EventCodec codec;
  private final TopicFollower states;
  private final RolloutVersions versions;
  private final ReplicaReports reports;

  /**
   * @param held is given what takes part in images
   * @param serves hears of each version that begins to serve
   */
  RolloutReplica(
      ClassifierConfig config,
      ModelChoice choice,
      Map<String, String> kafka,
      ModelStore models,
      EventCodec codec,
      HeldVersions held,
      Consumer<ServingModel> serves) {
    this.codec = codec;
    var clients = new ReplicaClients(kafka, config.groupId(), config.instanceId());
    String name = config.groupId() + "-" + config.instanceId() + "-rollouts";
    this.states = new TopicFollower(kafka, name, List.of(Topics.ROLLOUTS_CHANGED), this::read);
    var listener = new Changes(serves);
    this.versions = new RolloutVersions(models, choice, held, states::isCaughtUp, listener);
    this.reports =
        new ReplicaReports(
            choice.name(),
            config.instanceId(),
            config.report(),
            versions::status,
            () -> clients.plain("observed"),
            codec);
  }

  private final class Changes implements RolloutVersions.Listener {
    private final Consumer<ServingModel> serves;

    private Changes(Consumer<ServingModel> serves) {
      this.serves = serves;
    }

    @Override
    public void serves(ServingModel model) {
      serves.accept(model);
    }

    @Override
    public void changed() {
      reports.changed();
    }
  }

  private void read(ConsumerRecord<String, byte[]> record) {
    var decoded = codec.decode(record, RolloutChanged.class);
    if (decoded instanceof Decoded.Valid<RolloutChanged> state) {
      versions.accept(state.event());
    } else if (decoded instanceof Decoded.Invalid<RolloutChanged> invalid) {
      LOG.warnf("%s is passed over: %s", EventCodec.origin(record), invalid.detail());
    }
  }

  @Override
  public void start() {
    states.start();
    versions.start();
    reports.start();
  }

  @Override
  public ModelState state() {
    return versions.state();
  }

  ReplicaStatus status() {
    return versions.status();
  }

  @Override
  public void close() {
    states.close();
    versions.close();
    reports.close();
  }
}
