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

  /**
   * Creates a data set from the current labels. Does nothing if the name already stands for the
   * same images and labels.
   */
  public Dataset create(DatasetRequest request) {
    return transport.send(Operations.CREATE_DATASET.call().json(request));
  }

  /** Returns the newest data sets. */
  public DatasetList list(DatasetQuery query) {
    return transport.send(Operations.DATASETS.call().query(query));
  }

  /** Returns the data set of that name; empty if there is none. */
  public Optional<Dataset> find(String name) {
    return transport.find(Operations.DATASET.call(name));
  }

  /** Deletes a data set and frees its name. Refused while a training on it is queued or running. */
  public void delete(String name) {
    transport.send(Operations.DELETE_DATASET.call(name));
  }

  /**
   * Returns the images of a data set, sorted by id. All of them are held in memory as text, some
   * hundred bytes each, so that the request can be repeated if a connection breaks.
   */
  public Stream<DatasetImage> images(String name) {
    byte[] lines = transport.send(Operations.DATASET_IMAGES.call(name));
    return new String(lines, StandardCharsets.UTF_8)
        .lines()
        .map(line -> transport.read(line, DatasetImage.class));
  }
}
