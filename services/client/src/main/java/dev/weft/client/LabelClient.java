package dev.weft.client;

import dev.weft.client.label.LabelQueue;
import dev.weft.client.label.LabelQueueQuery;
import dev.weft.client.label.Labels;
import dev.weft.client.label.LabelsQuery;

/** What people have labeled, and what they might label next. Thread-safe. */
public final class LabelClient {
  private final Transport transport;

  LabelClient(Transport transport) {
    this.transport = transport;
  }

  /** How many images have which label. */
  public Labels counts(LabelsQuery query) {
    return transport.send(Operations.LABELS.call().query(query));
  }

  /** Images without a label, those first whose label would teach the model most. */
  public LabelQueue queue(LabelQueueQuery query) {
    return transport.send(Operations.LABEL_QUEUE.call().query(query));
  }
}
