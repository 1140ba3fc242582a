package dev.weft.classifier.protocol;

import java.util.List;
import java.util.Map;

/**
 * The JSON object of a request as written; shapes and data are not yet checked against each other.
 *
 * @param id null if there is none
 * @param parameters strings, numbers (Long or Double) and booleans
 * @param outputs empty for all
 */
record RequestDocument(
    String id, Map<String, Object> parameters, List<Input> inputs, List<Output> outputs) {

  /**
   * An input tensor.
   *
   * @param data null if it is not in the JSON
   */
  record Input(
      String name, String datatype, List<Long> shape, Map<String, Object> parameters, Data data) {}

  /** The elements in row-major order, from a nested or flat array. */
  record Data(Floats numbers, List<String> strings) {}

  /** A requested output tensor. */
  record Output(String name, Map<String, Object> parameters) {}
}
