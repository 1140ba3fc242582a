package dev.weft.client;

import dev.weft.client.label.LabelQueue;
import dev.weft.client.label.LabelQueueQuery;
import dev.weft.client.label.Labels;
import dev.weft.client.label.LabelsQuery;

/** Operations on labels: counts, and the queue of images to label next. Thread-safe. */
public final class LabelClient {
  private final Transport transport;

  LabelClient(Transport transport) {
    this.transport = transport;
  }

  /** Returns how many images have each label. */
  public Labels counts(LabelsQuery query) {
    return transport.send(Operations.LABELS.call().query(query));
  }

  /** Returns images without a label, those first whose label would improve the model most. */
  public LabelQueue queue(LabelQueueQuery query) {
    return transport.send(Operations.LABEL_QUEUE.call().query(query));
  }
}
