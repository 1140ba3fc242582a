package dev.weft.embedded;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Creates on a secured broker the topics and access control lists that manifests for Strimzi
 * declare, as Strimzi's operators would, and exits. Existing topics are not changed; the
 * replication factor is 1, since there is one broker.
 */
public final class ManifestProcess {
  private ManifestProcess() {}

  /**
   * Applies the manifests.
   *
   * @param args the broker's {@code host:port}, the folder of its certificate, by which this
   *     process authenticates, and the folder of the manifests
   */
  public static void main(String[] args) throws InterruptedException, ExecutionException {
    Properties settings = ServerTls.in(Path.of(args[1])).toProperties();
    settings.setProperty("bootstrap.servers", args[0]);
    settings.setProperty("security.protocol", "SSL");
    StrimziManifests manifests = StrimziManifests.in(Path.of(args[2]));
    try (Admin admin = Admin.create(settings)) {
      var rights = admin.createAcls(manifests.rights());
      make(admin, manifests.topics());
      rights.all().get();
    }
  }

  private static void make(Admin admin, List<StrimziManifests.Topic> topics)
      throws InterruptedException, ExecutionException {
    var made =
        admin.createTopics(
            topics.stream()
                .map(
                    topic ->
                        new NewTopic(topic.name(), topic.partitions(), (short) 1)
                            .configs(onOneBroker(topic.config())))
                .toList());
    for (var topic : made.values().values()) {
      try {
        topic.get();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
    }
  }

  private static Map<String, String> onOneBroker(Map<String, String> config) {
    var here = new HashMap<>(config);
    here.computeIfPresent("min.insync.replicas", (key, many) -> "1");
    return here;
  }
}
