package dev.weft.chaos.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.chaos.history.HistoryWriter;
import dev.weft.chaos.history.Operation;
import dev.weft.events.object.TrainingKeys;
import dev.weft.objectstore.GetResult;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.s3.S3ObjectStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** Reads data sets of trainings from their manifests in the store. */
final class DataSets {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_OF_ID = 256;

  private final SystemUnderTest target;
  private final HistoryWriter history;

  DataSets(SystemUnderTest target, HistoryWriter history) {
    this.target = target;
    this.history = history;
  }

  /** Writes the data sets of trainings that have one to the history. */
  void read(Iterable<String> trainings, String model) throws IOException {
    try (ObjectStore store = new S3ObjectStore(target.store())) {
      for (String training : trainings) {
        GetResult id =
            store.get(
                target.bucket(), TrainingKeys.file(training, TrainingKeys.DATASET), MOST_OF_ID);
        if (id instanceof GetResult.Found found) {
          String name = new String(found.bytes(), StandardCharsets.US_ASCII);
          read(store, training, model, TrainingKeys.manifest(name));
        }
      }
    }
  }

  private void read(ObjectStore store, String training, String model, String key)
      throws IOException {
    Optional<InputStream> there = store.open(target.bucket(), key);
    if (there.isEmpty()) {
      throw new IOException("the data set " + key + " of " + training + " is not in the store");
    }
    int samples = 0;
    try (var in = new BufferedReader(new InputStreamReader(there.get(), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        JsonNode sample = JSON.readTree(line);
        if (!sample.has("image")) {
          // A class without images.
          continue;
        }
        samples++;
        history.add(
            new Operation.SampleRead(
                training,
                sample.path("image").asText(),
                sample.path("label").asText(null),
                sample.path("leftOut").asText(null),
                Instant.now()));
      }
    }
    history.add(new Operation.DataSetRead(training, model, samples, Instant.now()));
  }
}
