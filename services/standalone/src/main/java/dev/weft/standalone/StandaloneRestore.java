package dev.weft.standalone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.weft.backup.BackupFolder;
import dev.weft.backup.Restore;
import dev.weft.backup.RestoreReport;
import dev.weft.embedded.EmbeddedBroker;
import dev.weft.embedded.EmbeddedStore;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.s3.S3ObjectStore;
import dev.weft.objectstore.s3.StoreSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * Restores a backup into a new data directory: starts broker and store, but no service. Prints
 * progress ({@code done}, {@code total}, {@code what}) and the {@link RestoreReport} as lines of
 * JSON.
 */
final class StandaloneRestore {
  private static final long INTERVAL_NANOS = Duration.ofMillis(200).toNanos();
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  private final StandaloneAddresses place;
  private final DataDirectory data;
  private long printed = System.nanoTime();

  StandaloneRestore(StandaloneAddresses place, DataDirectory data) {
    this.place = place;
    this.data = data;
  }

  /**
   * @param imagePartitions new number of partitions of the topics of images
   * @return exit code
   * @throws IllegalArgumentException if the data directory is not new
   * @throws dev.weft.backup.BackupException if the backup cannot be restored
   */
  int run(Path backup, Optional<Integer> imagePartitions) {
    if (!place.hasOwnBroker() || !place.hasOwnStore() || Files.exists(data.kafka())) {
      throw new IllegalArgumentException(
          "a backup can only be restored into a new data directory with an embedded broker and"
              + " store; choose a directory other than "
              + data.root());
    }
    try (EmbeddedBroker broker = EmbeddedBroker.start(data.kafka(), place.kafkaPort());
        EmbeddedStore served =
            EmbeddedStore.start(
                data.s3(), place.s3Port(), place.keys().accessKey(), place.keys().secretKey());
        ObjectStore store = new S3ObjectStore(StoreSettings.of(served.endpoint(), place.keys()))) {
      store.ensureBucket(place.bucket());
      Map<String, Object> kafka =
          Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
      Restore restore = new Restore(kafka, new BackupFolder(backup));
      print(
          imagePartitions
              .map(restore::withImagePartitions)
              .orElse(restore)
              .run(store, place.bucket(), this::progress));
    }
    return 0;
  }

  private void progress(long done, long total, String what) {
    if (System.nanoTime() - printed > INTERVAL_NANOS) {
      printed = System.nanoTime();
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("done", done);
      line.put("total", total);
      line.put("what", what);
      print(line);
    }
  }

  private static void print(Object line) {
    try {
      System.out.println(JSON.writeValueAsString(line));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
