package dev.weft.events.catalog;

/** Names of consumer groups that more than their members know. */
public final class ConsumerGroups {
  /** The group of the classifiers of the default model, unless it is configured. */
  public static final String CLASSIFIERS = "weft-classifier";

  private ConsumerGroups() {}

  /**
   * The group of the classifiers of another model.
   *
   * @param group that of the default model
   */
  public static String of(String group, String model) {
    return group + "." + model;
  }
}
