package dev.weft.classifier.http;

/** Examples for the OpenAPI document. */
final class InferenceExamples {

  static final String SERVER =
      """
      {"name": "weft", "version": "0.1.0", "extensions": ["binary_tensor_data"]}
      """;

  static final String READY =
      """
      {"live": true, "ready": true}
      """;

  static final String NOT_READY =
      """
      {"live": true, "ready": false}
      """;

  static final String MODEL =
      """
      {"name": "clothing", "versions": ["1", "2"], "platform": "onnx_onnxv1",
       "inputs": [{"name": "image", "datatype": "BYTES", "shape": [-1]},
         {"name": "pixels", "datatype": "FP32", "shape": [-1, 3, 299, 299]}],
       "outputs": [{"name": "label", "datatype": "BYTES", "shape": [-1]},
         {"name": "probabilities", "datatype": "FP32", "shape": [-1, 3]},
         {"name": "classes", "datatype": "BYTES", "shape": [3]}]}
      """;

  static final String MODEL_READY =
      """
      {"name": "clothing", "ready": true}
      """;

  static final String MODEL_NOT_READY =
      """
      {"name": "clothing", "ready": false}
      """;

  static final String REQUEST =
      """
      {"id": "42", "inputs": [{"name": "image", "datatype": "BYTES", "shape": [1],
        "data": ["/9j/4AAQSkZJRgABAQEASABIAAD"]}]}
      """;

  static final String ANSWER =
      """
      {"model_name": "clothing", "model_version": "1", "id": "42",
       "outputs": [{"name": "label", "datatype": "BYTES", "shape": [1], "data": ["shirt"]},
         {"name": "probabilities", "datatype": "FP32", "shape": [1, 3],
          "data": [0.05, 0.02, 0.93]},
         {"name": "classes", "datatype": "BYTES", "shape": [3],
          "data": ["dress", "hat", "shirt"]}]}
      """;

  private InferenceExamples() {}
}
