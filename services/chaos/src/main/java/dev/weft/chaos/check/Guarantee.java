package dev.weft.chaos.check;

import java.util.Locale;

/** The guarantees, most severe first. */
public enum Guarantee {
  ANSWERED("an acknowledged upload has an answer"),
  ANSWERED_ONCE("an image has one answer of a primary or a canary, or one rejection"),
  VERSION_ANSWERS_ONCE("a version answers an image once, whatever its role"),
  ANSWERED_ACKNOWLEDGED_BYTES("the answer is about the bytes that were acknowledged"),
  FIT_IMAGE_CLASSIFIED("an image that a model can answer is not rejected"),
  ANSWERED_UPLOADED("only what was uploaded is answered"),
  ONE_CONTENT_A_KEY("of different bytes with one key only one is acknowledged"),
  ANSWERED_BY_SERVING("answers come from versions that served, canaries from candidates"),
  LABEL_KEPT("an acknowledged label is in its topic"),
  LABELS_IN_ORDER("consecutive labels are in the same order in their topic"),
  LABEL_IN_DATA_SET("a data set has the label that each image had when the data set was created"),
  LABELED_IMAGE_READABLE("a labeled image can be read when a data set is created"),
  DATA_SET_OF_LABELS("a data set has only what was labeled"),
  VERSION_OF_ONE_TRAINING("a version is the result of one training"),
  ONE_VERSION_A_TRAINING("a training produces at most one version, which is published once"),
  TRAINING_ENDS("an accepted training ends exactly once"),
  NOTHING_AFTER_END("no progress of a training is reported after its end"),
  REVISIONS_GROW("revisions of a model only grow"),
  ONE_STATE_A_REVISION("a revision of a model is one state, with one serving version"),
  ORDER_KEPT("a state returned for an order is in the topic"),
  OFFSETS_GROW("a group's offsets never go back"),
  OFFSETS_KEPT("the offsets of a group are not deleted"),
  RECORDS_IN_ORDER("records of a partition are read once, in the order of their offsets"),
  HISTORY_ENDED("the history continues until everything has been answered and read");

  private final String promise;

  Guarantee(String promise) {
    this.promise = promise;
  }

  /** The name in reports, such as {@code answered_once}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the guarantee in words. */
  public String promise() {
    return promise;
  }
}
