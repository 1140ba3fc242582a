package dev.weft.client;

import dev.weft.client.dataset.Dataset;
import dev.weft.client.dataset.DatasetImage;
import dev.weft.client.dataset.DatasetList;
import dev.weft.client.dataset.DatasetQuery;
import dev.weft.client.dataset.DatasetRequest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;

/** Named data sets. Thread-safe. */
public final class DatasetClient {
  private final Transport transport;

  DatasetClient(Transport transport) {
    this.transport = transport;
  }

  /** Gives labels as they are now a name, or does nothing if it stands for just these. */
  public Dataset create(DatasetRequest request) {
    return transport.send(Operations.CREATE_DATASET.call().json(request));
  }

  /** The newest data sets. */
  public DatasetList list(DatasetQuery query) {
    return transport.send(Operations.DATASETS.call().query(query));
  }

  /** What a name stands for; empty for nothing. */
  public Optional<Dataset> find(String name) {
    return transport.find(Operations.DATASET.call(name));
  }

  /** Makes the name of a data set free again, unless a training on it waits or runs. */
  public void delete(String name) {
    transport.send(Operations.DELETE_DATASET.call(name));
  }

  /**
   * The images of a data set, in the order of their ids. Their lines are in memory while they are
   * read, some hundred bytes each, so that they are asked for again if a connection breaks.
   */
  public Stream<DatasetImage> images(String name) {
    byte[] lines = transport.send(Operations.DATASET_IMAGES.call(name));
    return new String(lines, StandardCharsets.UTF_8)
        .lines()
        .map(line -> transport.read(line, DatasetImage.class));
  }
}
